using System.Globalization;

namespace Slipway.Cli.Output;

/// <summary>Durations as the spec writes them: <c>90s</c>, <c>10m</c>, <c>1h30m</c>.</summary>
internal static class DurationText
{
    /// <summary>The two largest units that matter: <c>0.4s</c>, <c>12s</c>, <c>2m</c>, <c>2m 41s</c>, <c>3h 5m</c>, <c>2d 4h</c>.</summary>
    public static string Short(TimeSpan span)
    {
        var time = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return time switch
        {
            { TotalSeconds: < 10 } => $"{Math.Floor(time.TotalSeconds * 10) / 10:0.#}s",
            { TotalMinutes: < 1 } => $"{time.Seconds}s",
            { TotalHours: < 1 } => Two(time.Minutes, "m", time.Seconds, "s"),
            { TotalDays: < 1 } => Two(time.Hours, "h", time.Minutes, "m"),
            _ => Two(time.Days, "d", time.Hours, "h"),
        };
    }

    public static bool TryParse(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || !int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..];
            var isMilliseconds = rest.StartsWith("ms");
            var unit = isMilliseconds ? TimeSpan.FromMilliseconds(1) : Unit(rest[0]);
            if (unit == TimeSpan.Zero)
                return false;
            span += unit * number;
            rest = rest[(isMilliseconds ? 2 : 1)..];
        }

        return span > TimeSpan.Zero;
    }

    private static string Two(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? large + largeUnit : $"{large}{largeUnit} {small}{smallUnit}";

    private static TimeSpan Unit(char letter) => letter switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => TimeSpan.Zero,
    };
}
