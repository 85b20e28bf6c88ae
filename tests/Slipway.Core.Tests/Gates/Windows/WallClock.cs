using NodaTime;

namespace Slipway.Core.Tests.Gates.Windows;

/// <summary>The clocks of a zone, looked at each minute: when they showed each time of day first, or passed over it.</summary>
internal sealed class WallClock
{
    /// <summary>Windows that started this long before the time in question can still be active in it.</summary>
    private const int LeadMinutes = 33 * 24 * 60;

    private readonly List<(int, (int, int, int, int, int))> _shown = [];

    public WallClock(string zone, Instant from, int minutes)
    {
        Minutes = minutes;
        var clocks = DateTimeZoneProviders.Tzdb[zone];
        // Where clocks are put back they show again what they have shown, and no start is in that.
        var latest = LocalAt(-LeadMinutes - 1);
        for (var minute = -LeadMinutes; minute < minutes; minute++)
        {
            for (var local = LocalAt(minute); latest < local;)
            {
                latest = latest.PlusMinutes(1);
                _shown.Add((minute, (latest.Minute, latest.Hour, latest.Day, latest.Month, (int)latest.DayOfWeek % 7)));
            }
        }

        LocalDateTime LocalAt(int minute) => (from + Duration.FromMinutes(minute)).InZone(clocks).LocalDateTime;
    }

    public int Minutes { get; }

    /// <summary>Each time of day, with the minute, counted from the begin, at which the clocks showed it first or jumped over it.</summary>
    public IReadOnlyList<(int At, (int Minute, int Hour, int Day, int Month, int Weekday) Time)> Shown => _shown;
}
