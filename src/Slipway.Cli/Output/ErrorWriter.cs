using Slipway.Contracts.Problems;

namespace Slipway.Cli.Output;

/// <summary>How errors leave the program: for people on stderr, for programs as one JSON object on stdout.</summary>
internal static class ErrorWriter
{
    public static void Write(Terminal terminal, bool json, IReadOnlyList<ProblemError> errors, IReadOnlyList<string>? lines = null)
    {
        if (json)
        {
            terminal.Out.WriteLine(JsonText.Indented(new ErrorReport(errors)));
            return;
        }

        foreach (var line in lines ?? [.. errors.Select(e => $"slipway: {Place(e)}{e.Message}")])
            terminal.Error.WriteLine(line);
    }

    private static string Place(ProblemError error) => (error.Path, error.Line) switch
    {
        ("", null) => "",
        ("", var line) => $"line {line}: ",
        (var path, null) => $"{path}: ",
        var (path, line) => $"line {line}: {path}: ",
    };
}
