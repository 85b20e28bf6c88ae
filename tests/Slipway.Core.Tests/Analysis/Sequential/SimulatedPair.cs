using MathNet.Numerics.Distributions;
using Slipway.Core.Analysis;

namespace Slipway.Core.Tests.Analysis.Sequential;

/// <summary>Traffic of two sides, a scrape a minute, drawn from what a service does. Seeded.</summary>
internal sealed class SimulatedPair(int seed)
{
    private const double MedianMilliseconds = 50;
    private const double SpreadOfLog = 0.5;

    private readonly Random _random = new(seed);
    private DateTimeOffset _at = TrafficHistory.Start;

    public long CandidateRequests { get; init; } = 200;

    public long StableRequests { get; init; } = 1_800;

    public double ErrorRate { get; init; } = 0.01;

    /// <summary>What the candidate's rate is of stable's.</summary>
    public double ErrorRatio { get; init; } = 1;

    /// <summary>What the candidate's latencies are of stable's.</summary>
    public double LatencyRatio { get; init; } = 1;

    /// <summary>Deviation of the logarithm of rates and latencies from one minute to the next, of each side for itself.</summary>
    public double Shock { get; init; }

    public TrafficChange Next()
    {
        var from = _at;
        _at += TimeSpan.FromMinutes(1);
        return new TrafficChange(from, _at, Side(CandidateRequests, ErrorRatio, LatencyRatio), Side(StableRequests, 1, 1));
    }

    private Counters Side(long requests, double errorRatio, double latencyRatio)
    {
        var (errorShock, latencyShock) = (Math.Exp(Shock * Normal.Sample(_random, 0, 1)), Math.Exp(Shock * Normal.Sample(_random, 0, 1)));
        var counts = new long[LatencyHistogram.BucketCount];
        for (var request = 0; request < requests; request++)
            counts[LatencyHistogram.BucketOf(MedianMilliseconds * latencyRatio * latencyShock * Math.Exp(SpreadOfLog * Normal.Sample(_random, 0, 1)))]++;
        var errors = Binomial.Sample(_random, Math.Min(1, ErrorRate * errorRatio * errorShock), (int)requests);
        return new Counters(requests, errors, LatencyHistogram.FromCounts(counts));
    }
}
