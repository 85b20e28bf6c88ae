using Slipway.Core.Ports;

namespace Slipway.Core.Analysis.Foresight;

/// <summary>What an environment answers now, on both sides together.</summary>
/// <param name="RequestsPerSecond">0 or more.</param>
/// <param name="ErrorRate">A fraction; what stable is taken to have.</param>
/// <param name="Over">The time that it was measured over; null where a person said it.</param>
public sealed record PresentTraffic(double RequestsPerSecond, double ErrorRate, TimeSpan? Over)
{
    /// <summary>The present is the last hour.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromHours(1);

    /// <summary>No request that was measured.</summary>
    public static PresentTraffic None { get; } = new(0, 0, TimeSpan.Zero);

    /// <summary>Null where nothing was measured.</summary>
    public static PresentTraffic? Of(IReadOnlyList<TrafficPeriod> periods)
    {
        var over = periods.Aggregate(TimeSpan.Zero, (sum, period) => sum + period.Length);
        if (over == TimeSpan.Zero)
            return null;
        var (requests, errors) = (periods.Sum(period => period.Requests), periods.Sum(period => period.Errors));
        return new PresentTraffic(requests / over.TotalSeconds, requests == 0 ? 0 : Math.Min(1, (double)errors / requests), over);
    }
}
