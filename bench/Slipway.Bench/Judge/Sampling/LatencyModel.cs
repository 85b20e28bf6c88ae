using MathNet.Numerics;
using Slipway.Core.Analysis;

namespace Slipway.Bench.Judge.Sampling;

/// <summary>
/// A distribution of latencies over the buckets of <see cref="LatencyHistogram"/>, and the same one slower or faster by a factor:
/// that is a shift on the logarithmic scale of the buckets. The part of requests that is slower is worked out once, finer than the
/// buckets are, and read off between the points. Immutable.
/// </summary>
public sealed class LatencyModel
{
    private const int StepsPerBucket = 16;

    /// <summary>So far beyond both ends of the buckets a factor may shift: 32 times.</summary>
    private const int MarginBuckets = 5 * LatencyHistogram.BucketsPerOctave;

    private const int LastBucket = LatencyHistogram.BucketCount - 1;

    private readonly double[] _slower = new double[((LatencyHistogram.BucketCount + (2 * MarginBuckets)) * StepsPerBucket) + 2];

    private LatencyModel(params (double Part, double MedianMilliseconds, double LogSpread)[] components)
    {
        for (var step = 0; step < _slower.Length; step++)
        {
            var log = Math.Log(LatencyHistogram.UpperBound(0)) + (((step / (double)StepsPerBucket) - MarginBuckets) * Math.Log(2) / LatencyHistogram.BucketsPerOctave);
            foreach (var (part, median, spread) in components)
                _slower[step] += part * SpecialFunctions.Erfc((log - Math.Log(median)) / (spread * Constants.Sqrt2)) / 2;
        }
    }

    public static LatencyModel Lognormal { get; } = new((1, 50, 0.5));

    public static LatencyModel HeavyTail { get; } = new((0.9, 50, 0.5), (0.1, 200, 1));

    /// <summary>A minute's latencies of several instances that take equal parts of the requests.</summary>
    /// <param name="factors">Of each instance: 1 is the model itself, 2 twice as slow; from 1/32 to 32.</param>
    /// <param name="chances">Receives for each bucket the chance of a request that is in none before it to be in this one.</param>
    public void Chances(ReadOnlySpan<double> factors, Span<double> chances)
    {
        Span<double> slower = stackalloc double[LatencyHistogram.BucketCount];
        slower.Clear();
        foreach (var factor in factors)
        {
            var at = (MarginBuckets - (Math.Log2(factor) * LatencyHistogram.BucketsPerOctave)) * StepsPerBucket;
            var (step, between) = ((int)at, at - (int)at);
            for (var bucket = 0; bucket < LastBucket; bucket++, step += StepsPerBucket)
                slower[bucket] += (_slower[step] * (1 - between)) + (_slower[step + 1] * between);
        }

        var left = (double)factors.Length;
        for (var bucket = 0; bucket < LatencyHistogram.BucketCount; bucket++)
        {
            chances[bucket] = left > 0 ? 1 - (slower[bucket] / left) : 1;
            left = slower[bucket];
        }
    }

    /// <summary>Draws so many requests' latencies: for each bucket a binomial of those that are left.</summary>
    public static void Draw(Chance chance, long requests, ReadOnlySpan<double> chances, Span<long> counts)
    {
        for (var bucket = 0; requests > 0; bucket++)
        {
            counts[bucket] = chance.Binomial(requests, chances[bucket]);
            requests -= counts[bucket];
        }
    }
}
