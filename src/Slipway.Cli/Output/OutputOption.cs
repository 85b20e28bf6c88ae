using System.CommandLine;

namespace Slipway.Cli.Output;

/// <summary><c>-o text|json</c>.</summary>
internal static class OutputOption
{
    private const string Name = "--output";
    private const string Json = "json";

    public static Option<string> Create()
    {
        var option = new Option<string>(Name, "-o") { Description = "For people or for programs", DefaultValueFactory = _ => "text" };
        option.AcceptOnlyFromAmong("text", Json);
        return option;
    }

    /// <summary>Looks at the words themselves, so that a line that could not be parsed gets its error in the form it asks for.</summary>
    public static bool IsJson(ParseResult parsed)
    {
        var words = parsed.Tokens.Select(t => t.Value).ToList();
        var at = words.FindIndex(w => w is "-o" or Name);
        return at >= 0 && at + 1 < words.Count && words[at + 1] == Json;
    }
}
