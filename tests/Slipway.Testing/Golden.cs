using System.Runtime.CompilerServices;
using Shouldly;

namespace Slipway.Testing;

/// <summary>Compares a text with a checked-in file beside the test. <c>SLIPWAY_UPDATE_GOLDEN=1</c> rewrites the file instead, for a review of the difference.</summary>
public static class Golden
{
    private const string UpdateVariable = "SLIPWAY_UPDATE_GOLDEN";

    /// <param name="actual">The text as it is now.</param>
    /// <param name="file">Relative to the test's source file.</param>
    /// <param name="caller">Filled in by the compiler.</param>
    public static void ShouldMatch(string actual, string file, [CallerFilePath] string caller = "")
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, file));
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        File.Exists(path).ShouldBeTrue($"{file} is not there: run the test with {UpdateVariable}=1 and check it in");
        FirstDifference(Lines(File.ReadAllText(path)), Lines(actual))
            .ShouldBeNull($"{file} differs: if the change is meant, run the test with {UpdateVariable}=1 and review it");
    }

    private static string? FirstDifference(string[] expected, string[] actual)
    {
        for (var line = 0; line < Math.Max(expected.Length, actual.Length); line++)
        {
            var (was, now) = (expected.ElementAtOrDefault(line) ?? "(end)", actual.ElementAtOrDefault(line) ?? "(end)");
            if (was != now)
                return $"line {line + 1}: was '{was}', is '{now}'";
        }

        return null;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
