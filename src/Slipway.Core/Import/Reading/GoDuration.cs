using System.Buffers;
using System.Globalization;

namespace Slipway.Core.Import.Reading;

/// <summary>Durations as programs in Go read them: <c>1h30m</c>, <c>1.5h</c>, <c>90s</c>; a bare number is seconds.</summary>
internal static class GoDuration
{
    private const double MaxSeconds = 1e9;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Seconds)[] Units = [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("h", 3600), ("m", 60), ("s", 1), ("d", 86_400)];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var rest = text.AsSpan().Trim();
        if (double.TryParse(rest, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return TryMake(seconds, out duration);
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..];
            var (unit, worth) = Unit(rest);
            if (worth == 0)
                return false;
            seconds += number * worth;
            rest = rest[unit.Length..];
        }

        return text.Length > 0 && TryMake(seconds, out duration);
    }

    private static (string Unit, double Seconds) Unit(ReadOnlySpan<char> text)
    {
        foreach (var unit in Units)
        {
            if (text.StartsWith(unit.Unit, StringComparison.Ordinal))
                return unit;
        }

        return ("", 0);
    }

    private static bool TryMake(double seconds, out TimeSpan duration)
    {
        duration = seconds <= MaxSeconds ? TimeSpan.FromMilliseconds(Math.Round(seconds * 1000)) : default;
        return seconds <= MaxSeconds;
    }
}
