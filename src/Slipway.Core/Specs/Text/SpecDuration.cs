using System.Globalization;
using System.Text;

namespace Slipway.Core.Specs.Text;

/// <summary>Durations as people write them: <c>500ms</c>, <c>10s</c>, <c>1h30m</c>, <c>2d</c>; the largest unit first, each at most once.</summary>
public static class SpecDuration
{
    /// <summary>What one looks like, for error messages.</summary>
    public const string Shape = "a duration such as 500ms, 10s, 5m, 1h30m or 2d";

    private const int MaxDigits = 12;

    private static readonly (string Unit, long Milliseconds)[] Units =
        [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        var rest = text.AsSpan();
        if (rest.IsEmpty)
            return false;
        decimal milliseconds = 0;
        var nextUnit = 0;
        while (!rest.IsEmpty)
        {
            var digits = Leading(rest, char.IsAsciiDigit);
            var letters = Leading(rest[digits..], char.IsAsciiLetter);
            var unit = Find(rest.Slice(digits, letters), nextUnit);
            if (digits is 0 or > MaxDigits || unit < 0)
                return false;
            milliseconds += decimal.Parse(rest[..digits], CultureInfo.InvariantCulture) * Units[unit].Milliseconds;
            nextUnit = unit + 1;
            rest = rest[(digits + letters)..];
        }

        if (milliseconds > (decimal)TimeSpan.MaxValue.TotalMilliseconds - 1)
            return false;
        duration = TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond));
        return true;
    }

    /// <summary>The shortest text that reads back as the same; what is finer than a millisecond is cut off.</summary>
    public static string Format(TimeSpan duration)
    {
        var rest = Math.Abs((decimal)(duration.Ticks / TimeSpan.TicksPerMillisecond));
        var text = new StringBuilder(duration.Ticks <= -TimeSpan.TicksPerMillisecond ? "-" : "");
        foreach (var (unit, milliseconds) in Units)
        {
            var count = decimal.Truncate(rest / milliseconds);
            if (count > 0)
                text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
            rest -= count * milliseconds;
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static int Leading(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var length = 0;
        while (length < text.Length && belongs(text[length]))
            length++;
        return length;
    }

    private static int Find(ReadOnlySpan<char> unit, int from)
    {
        for (var index = from; index < Units.Length; index++)
        {
            if (unit.SequenceEqual(Units[index].Unit))
                return index;
        }

        return -1;
    }
}
