using NodaTime;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Gates.Windows;

/// <summary>When a window is active, on the line of real time.</summary>
internal sealed class WindowTimes(WindowSpec spec)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[spec.TimeZone];
    private readonly Duration _duration = Duration.FromTimeSpan(spec.Duration);
    private readonly bool _unbrokenByDay = spec.Duration >= TimeSpan.FromMinutes(spec.Schedule.LongestPause);

    public WindowSpec Spec => spec;

    public DateTimeZone Zone => _zone;

    /// <summary>All activations are as long as each other, so the last to start is the last to end.</summary>
    public bool IsActive(Instant at) => LastStart(at) is { } start && at < start + _duration;

    public Instant EndOf(Instant start) => start + _duration;

    public Instant? NextStart(Instant after) => spec.Schedule.NextStart(after, _zone);

    public Instant? LastStart(Instant at) => spec.Schedule.PreviousStart(at, _zone);

    /// <summary>
    /// A later start up to which the window stays active from <paramref name="start"/> on, or the same one.
    /// Where activations of a day and into the next overlap, whole days are passed at once, up to the next change of the clocks:
    /// a window of an hour each hour would otherwise take as many steps as there are hours.
    /// </summary>
    public Instant Leap(Instant start, Instant horizon)
    {
        if (!_unbrokenByDay)
            return start;
        var interval = _zone.GetZoneInterval(start);
        var lastWhole = (interval.HasEnd && interval.End < horizon ? interval.IsoLocalEnd : horizon.InZone(_zone).LocalDateTime).Date.PlusDays(-1);
        var day = start.InZone(_zone).Date;
        return lastWhole <= day
            ? start
            : Instant.Max(start, CronSchedule.ToInstant(spec.Schedule.LastOf(spec.Schedule.LastDayInRow(day, lastWhole)), _zone));
    }
}
