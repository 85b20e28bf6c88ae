using System.Globalization;

namespace Slipway.Bench;

/// <summary>The command line: <c>NAME [--runs N] [--report FILE]</c>.</summary>
public sealed record BenchOptions
{
    private const int MaxRuns = 10_000;

    /// <summary>A benchmark, <c>all</c> or <c>demo</c>.</summary>
    public required string Name { get; init; }

    public int? Runs { get; init; }

    /// <summary>Where the demo's report goes, absolute; null: nowhere.</summary>
    public string? Report { get; init; }

    /// <summary>The repository's folder: where <c>./dev</c> starts this program.</summary>
    public string Root { get; init; } = Environment.CurrentDirectory;

    /// <exception cref="BenchFailedException">It is not one.</exception>
    public static BenchOptions Parse(string[] arguments)
    {
        if (arguments is not [var name, .. var rest])
            throw new BenchFailedException("usage: ./dev bench NAME [--runs N]");
        var options = new BenchOptions { Name = name };
        for (var i = 0; i < rest.Length; i += 2)
        {
            var value = i + 1 < rest.Length ? rest[i + 1] : throw new BenchFailedException($"{rest[i]} needs a value");
            options = rest[i] switch
            {
                "--runs" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var runs) && runs is > 0 and <= MaxRuns =>
                    options with { Runs = runs },
                "--runs" => throw new BenchFailedException($"--runs is a whole number from 1 to {MaxRuns}, not '{value}'"),
                // A relative path means the folder in which ./dev was called.
                "--report" => options with { Report = Path.GetFullPath(value, Environment.GetEnvironmentVariable("DEV_CALLED_FROM") ?? Environment.CurrentDirectory) },
                _ => throw new BenchFailedException($"unknown option {rest[i]}"),
            };
        }

        return options;
    }
}
