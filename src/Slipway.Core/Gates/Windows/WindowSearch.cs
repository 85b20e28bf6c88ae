using NodaTime;

namespace Slipway.Core.Gates.Windows;

/// <summary>Goes from edge to edge along the time to find the instants at which the answer changes.</summary>
/// <param name="denies">Any active one blocks.</param>
/// <param name="allows">Where there are any, one of them must be active.</param>
internal sealed class WindowSearch(IReadOnlyList<WindowTimes> denies, IReadOnlyList<WindowTimes> allows, Instant from)
{
    /// <summary>The most edges that one question looks at: windows of minutes could otherwise contradict each other millions of times.</summary>
    public const int MaxEdges = 20_000;

    private const int DaysPerYear = 366;

    private static readonly Instant CalendarEnd = Instant.FromUtc(9990, 1, 1, 0, 0);

    private readonly Instant _horizon = Instant.Min(CalendarEnd, Instant.Min(CalendarEnd, from) + Duration.FromDays(WindowDecision.HorizonYears * DaysPerYear));
    private int _edges;

    public WindowTimes? ActiveDeny(Instant at) => denies.FirstOrDefault(deny => deny.IsActive(at));

    public WindowTimes? ActiveAllow(Instant at) => allows.FirstOrDefault(allow => allow.IsActive(at));

    public bool IsOpen(Instant at) => ActiveDeny(at) is null && (allows.Count == 0 || ActiveAllow(at) is not null);

    /// <summary>The first instant at or after one that is open; null when there is none within the bounds.</summary>
    public Instant? FirstOpen(Instant? at)
    {
        while (at is { } now && IsWithinBounds(now))
        {
            if (IsOpen(now))
                return now;
            at = ActiveDeny(now) is { } deny ? ActiveUntil(deny, now) : Earliest(allows, now);
        }

        return null;
    }

    /// <summary>The first instant at or after one that is not open; null when there is none within the bounds.</summary>
    public Instant? FirstClosed(Instant? at)
    {
        while (at is { } now && IsWithinBounds(now))
        {
            if (!IsOpen(now))
                return now;
            var denied = Earliest(denies, now);
            var ended = ActiveAllow(now) is { } allow ? ActiveUntil(allow, now) : null;
            at = denied < ended ? denied : ended ?? denied;
        }

        return null;
    }

    /// <summary>Where the unbroken activity of a window ends that is active at an instant; null when that is beyond the bounds.</summary>
    public Instant? ActiveUntil(WindowTimes window, Instant at)
    {
        var start = window.LastStart(at)!.Value;
        while (IsWithinBounds(start))
        {
            start = window.Leap(start, _horizon);
            var end = window.EndOf(start);
            var last = window.LastStart(end)!.Value;
            if (last == start)
                return end;
            start = last;
        }

        return null;
    }

    public static Instant? Earliest(IEnumerable<WindowTimes> windows, Instant after) =>
        windows.Select(window => window.NextStart(after)).Min();

    private bool IsWithinBounds(Instant at) => at < _horizon && ++_edges <= MaxEdges;
}
