using System.Globalization;

namespace Slipway.Storage;

/// <summary>
/// Instants as the tables hold them: UTC, seven digits, always 28 characters, such as <c>2026-01-05T09:00:00.0000000Z</c>.
/// Exact to the tick, in order when compared as text, legible to an auditor without this program.
/// </summary>
internal static class StoredInstant
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const int Length = 28;

    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">The text is no such instant.</exception>
    public static DateTimeOffset Read(string text) =>
        TryRead(text, out var instant) ? instant : throw new FormatException($"'{text}' is no instant of the form {Format}");

    /// <remarks>By hand: an audit reads one for each event, and most of its time would go here.</remarks>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length != Length || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[^1] != 'Z')
            return false;
        var (year, month, day) = (Number(text, 0, 4), Number(text, 5, 2), Number(text, 8, 2));
        var (hour, minute, second, ticks) = (Number(text, 11, 2), Number(text, 14, 2), Number(text, 17, 2), Number(text, 20, 7));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59 || ticks < 0)
            return false;
        instant = new DateTimeOffset(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddTicks(ticks));
        return true;
    }

    /// <summary>-1 where one of the characters is no digit.</summary>
    private static int Number(ReadOnlySpan<char> text, int start, int length)
    {
        var number = 0;
        for (var i = start; i < start + length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                return -1;
            number = (number * 10) + (text[i] - '0');
        }

        return number;
    }
}
