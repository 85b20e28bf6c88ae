using System.Globalization;

namespace Slipway.Core.Specs.Text;

/// <summary>Times counted from a deployment, as checklists write them: <c>T-24h</c>, <c>T-0:15</c>, <c>T+0:05</c>, <c>T</c>.</summary>
public static class TMinus
{
    /// <summary>What one looks like, for error messages.</summary>
    public const string Shape = "a time from the deployment such as T-24h, T-0:15, T+0:05 or T";

    private const int MaxHours = 31 * 24;
    private const int MinutesPerHour = 60;

    public static bool TryParse(string? text, out TimeSpan at)
    {
        at = TimeSpan.Zero;
        if (text is "T")
            return true;
        if (text is not ['T', '-' or '+', .. var rest] || !TryLength(rest, out var length) || length > TimeSpan.FromHours(MaxHours))
            return false;
        at = text[1] == '-' ? -length : length;
        return true;
    }

    public static string Format(TimeSpan at) => at == TimeSpan.Zero ? "T" : $"T{(at < TimeSpan.Zero ? '-' : '+')}{SpecDuration.Format(at.Duration())}";

    /// <summary>A duration, or hours and minutes.</summary>
    private static bool TryLength(string text, out TimeSpan length)
    {
        length = default;
        if (text.Split(':') is not [var hours, var minutes])
            return SpecDuration.TryParse(text, out length);
        if (!int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var h) || minutes.Length != 2
            || !int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var m) || h > MaxHours || m >= MinutesPerHour)
        {
            return false;
        }

        length = TimeSpan.FromMinutes((h * MinutesPerHour) + m);
        return true;
    }
}
