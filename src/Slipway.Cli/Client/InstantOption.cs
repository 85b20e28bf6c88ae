using System.CommandLine;
using System.Globalization;
using Slipway.Contracts;

namespace Slipway.Cli.Client;

/// <summary>An instant as RFC 3339 writes it.</summary>
internal static class InstantOption
{
    public static Option<string?> Create(string name, string description) => new(name) { Description = description, HelpName = "TIME" };

    /// <summary>Null when the option is not given.</summary>
    /// <exception cref="VerbFailedException">It is no instant, or has no offset.</exception>
    public static DateTimeOffset? Read(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        string[] shapes = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];
        var isWhole = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        return isWhole && DateTimeOffset.TryParseExact(text, shapes, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw new VerbFailedException(ExitCodes.Invalid, $"{option.Name}: '{text}' is no instant; write it as 2026-12-24T18:00:00Z or 2026-12-24T18:00:00+01:00");
    }
}
