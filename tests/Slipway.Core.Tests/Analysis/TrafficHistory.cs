using Slipway.Core.Analysis;
using Slipway.Core.Values;

namespace Slipway.Core.Tests.Analysis;

/// <summary>Builds a series a second at a time. Green is the candidate, and the exposure begins with the first sample.</summary>
internal sealed class TrafficHistory
{
    private readonly List<TrafficSample> _samples = [];
    private PerSlot<Counters> _counters = new(Counters.Zero, Counters.Zero);

    public TrafficHistory() => Add(Counters.Zero, Counters.Zero);

    public static DateTimeOffset Start { get; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; private set; } = Start;

    public IReadOnlyList<TrafficSample> Samples => _samples;

    /// <summary>So many seconds with these numbers in each of them.</summary>
    public TrafficHistory Run(int seconds, long requests, long errors = 0, double latency = 80, long stableRequests = 100, long stableErrors = 0)
    {
        for (var second = 0; second < seconds; second++)
        {
            Now += TimeSpan.FromSeconds(1);
            Add(Counted(requests, errors, latency), Counted(stableRequests, stableErrors, 80));
        }

        return this;
    }

    /// <summary>Time passes without a sample.</summary>
    public TrafficHistory Gap(int seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        return this;
    }

    /// <summary>The counters begin again at 0, as after a restart of the gateway.</summary>
    public TrafficHistory Reset()
    {
        _counters = new(Counters.Zero, Counters.Zero);
        return this;
    }

    /// <summary>A sample of a clock that went wrong.</summary>
    public TrafficHistory Stray(DateTimeOffset at)
    {
        _samples.Add(new TrafficSample(at, new(Counted(9_999, 9_999, 9_999), Counted(9_999, 9_999, 9_999))));
        return this;
    }

    public static Counters Counted(long requests, long errors, double latency)
    {
        var counts = new long[LatencyHistogram.BucketCount];
        counts[LatencyHistogram.BucketOf(latency)] = requests;
        return new Counters(requests, errors, LatencyHistogram.FromCounts(counts));
    }

    private void Add(Counters candidate, Counters stable)
    {
        _counters = new(_counters.Blue.Plus(stable), _counters.Green.Plus(candidate));
        _samples.Add(new TrafficSample(Now, _counters));
    }
}
