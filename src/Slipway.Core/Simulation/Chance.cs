using Slipway.Core.Analysis;

namespace Slipway.Core.Simulation;

/// <summary>Draws of many at once, at a cost that does not grow with their number.</summary>
internal static class Chance
{
    /// <summary>Below this expectation each success is drawn by itself; above it the normal approximation serves.</summary>
    private const double ExactBelow = 50;

    /// <summary>What is rarer does not happen in a simulation, and its logarithm cannot be told from 0.</summary>
    private const double Never = 1e-12;

    /// <summary>Spread of the logarithm of latencies: p99 is about 1.8 times the median.</summary>
    private const double Spread = 0.25;

    /// <summary>Successes among <paramref name="n"/> trials.</summary>
    public static long Binomial(Random random, long n, double p)
    {
        if (n <= 0 || !(p > Never))
            return 0;
        if (p >= 1)
            return n;
        if (p > 0.5)
            return n - Binomial(random, n, 1 - p);
        if (n * p > ExactBelow)
            return (long)Math.Clamp(Math.Round((n * p) + (Math.Sqrt(n * p * (1 - p)) * Normal(random))), 0, n);

        // From one success to the next: the gaps are geometric.
        long successes = 0;
        double at = 0;
        while (true)
        {
            at += Math.Floor(Math.Log(1 - random.NextDouble()) / Math.Log(1 - p)) + 1;
            if (at > n)
                return successes;
            successes++;
        }
    }

    /// <summary>Puts <paramref name="n"/> latencies around a median into the buckets of a histogram.</summary>
    public static void LogNormal(Random random, long n, double medianMilliseconds, Span<long> buckets)
    {
        var left = n;
        double belowAll = 0;
        for (var bucket = 0; bucket < buckets.Length && left > 0; bucket++)
        {
            var below = Below(LatencyHistogram.UpperBound(bucket), medianMilliseconds);
            var rest = 1 - belowAll;
            var count = bucket == buckets.Length - 1 || rest <= 1e-12 ? left : Binomial(random, left, (below - belowAll) / rest);
            buckets[bucket] = count;
            left -= count;
            belowAll = below;
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>The logistic curve stands for the normal one: within 1 % of it, and cheap.</summary>
    private static double Below(double milliseconds, double median) =>
        double.IsPositiveInfinity(milliseconds) ? 1 : 1 / (1 + Math.Exp(-1.702 * Math.Log(milliseconds / median) / Spread));
}
