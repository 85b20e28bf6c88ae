using Slipway.Core.Analysis;

namespace Slipway.Bench.Engine;

/// <summary>Latencies as a service has them: log-normal around 40 ms, from 5 ms to 0.4 s, over 50 buckets.</summary>
internal static class LatencyShape
{
    private const double MedianMilliseconds = 40;
    private const double Spread = 0.6;

    private static readonly double[] Below = [.. Enumerable.Range(0, LatencyHistogram.BucketCount).Select(ShareBelow)];

    /// <summary>Puts as many requests into their buckets; never fewer into one than for fewer requests.</summary>
    public static void Fill(Span<long> counts, long requests)
    {
        long before = 0;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            var below = (long)(requests * Below[bucket]);
            counts[bucket] = below - before;
            before = below;
        }
    }

    private static double ShareBelow(int bucket) =>
        bucket == LatencyHistogram.BucketCount - 1
            ? 1
            : 1 / (1 + Math.Exp(-1.702 * Math.Log(LatencyHistogram.UpperBound(bucket) / MedianMilliseconds) / Spread));
}
