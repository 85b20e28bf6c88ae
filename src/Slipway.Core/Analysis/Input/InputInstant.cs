using System.Globalization;

namespace Slipway.Core.Analysis.Input;

/// <summary>Instants as files have them: RFC 3339.</summary>
internal static class InputInstant
{
    public const string Fault = "no instant (write it as 2026-01-05T09:00:00Z)";

    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Without an offset it is taken as UTC: a file means the same on every machine.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant) => DateTimeOffset.TryParseExact(
        text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}
