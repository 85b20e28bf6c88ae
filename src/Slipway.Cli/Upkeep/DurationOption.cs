using System.CommandLine;
using Slipway.Cli.Output;
using Slipway.Contracts;

namespace Slipway.Cli.Upkeep;

/// <summary>An age such as <c>90d</c>.</summary>
internal static class DurationOption
{
    public static Option<string?> Create(string name, string description) => new(name) { Description = description, HelpName = "AGE" };

    /// <summary>Null when the option is not given.</summary>
    /// <exception cref="VerbFailedException">It is no duration.</exception>
    public static TimeSpan? Read(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return DurationText.TryParse(text, out var age)
            ? age
            : throw new VerbFailedException(ExitCodes.Invalid, $"{option.Name}: '{text}' is no age; write it as 90d, 36h or 30m");
    }
}
