using System.Globalization;

namespace Slipway.Storage;

/// <summary>
/// Instants as the tables hold them: UTC, seven digits, always 28 characters, such as <c>2026-01-05T09:00:00.0000000Z</c>.
/// Exact to the tick, in order when compared as text, legible to an auditor without this program.
/// </summary>
internal static class StoredInstant
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">The text is no such instant.</exception>
    public static DateTimeOffset Read(string text) =>
        TryRead(text, out var instant) ? instant : throw new FormatException($"'{text}' is no instant of the form {Format}");

    public static bool TryRead(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
}
