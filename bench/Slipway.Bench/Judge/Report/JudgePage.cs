using System.Text.RegularExpressions;
using Slipway.Bench.Results;

namespace Slipway.Bench.Judge.Report;

/// <summary>The page about judges: people write its text, and its tables come from the result file.</summary>
public static partial class JudgePage
{
    public const string File = "docs/judge.md";

    public static async Task WriteAsync(BenchResult result, string root, CancellationToken cancellation)
    {
        var path = Path.Combine(root, File);
        await System.IO.File.WriteAllTextAsync(path, WithTables(await System.IO.File.ReadAllTextAsync(path, cancellation), result), cancellation);
    }

    /// <summary>The page with the tables of this result in the places that are marked for them: <c>&lt;!-- table: NAME --&gt;</c> to <c>&lt;!-- end --&gt;</c>.</summary>
    /// <exception cref="BenchFailedException">A place is marked for a table that there is not.</exception>
    public static string WithTables(string page, BenchResult result) => Place.Replace(page, place =>
        $"<!-- table: {place.Groups["name"].Value} -->\n{JudgeTables.Of(place.Groups["name"].Value, result)}<!-- end -->");

    [GeneratedRegex(@"<!-- table: (?<name>[\w-]+) -->.*?<!-- end -->", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place { get; }
}
