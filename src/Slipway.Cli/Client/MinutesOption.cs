using System.CommandLine;
using Slipway.Cli.Output;
using Slipway.Contracts;

namespace Slipway.Cli.Client;

/// <summary>A duration in whole minutes.</summary>
internal static class MinutesOption
{
    /// <summary>Null when the option is not given.</summary>
    /// <exception cref="VerbFailedException">It is no duration, or no whole minutes.</exception>
    public static int? Read(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return DurationText.TryParse(text, out var span) && span.Ticks % TimeSpan.TicksPerMinute == 0 && span.TotalMinutes <= int.MaxValue
            ? (int)span.TotalMinutes
            : throw new VerbFailedException(ExitCodes.Invalid, $"{option.Name}: '{text}' is no duration in whole minutes; write it as 30m or 2h");
    }
}
