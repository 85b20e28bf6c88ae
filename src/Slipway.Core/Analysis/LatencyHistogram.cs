namespace Slipway.Core.Analysis;

/// <summary>
/// Counts by latency in fixed buckets, an eighth of an octave (9 %) wide, from 0.1 ms to 105 s. Immutable.
/// Fixed bounds make histograms of several gateways and instants add and subtract.
/// </summary>
public sealed record LatencyHistogram
{
    public const int BucketCount = 162;
    private const double FirstBoundMilliseconds = 0.1;
    private const int BucketsPerOctave = 8;

    private readonly long[] _counts;

    private LatencyHistogram(long[] counts) => _counts = counts;

    public static LatencyHistogram Empty { get; } = new(new long[BucketCount]);

    /// <exception cref="ArgumentException">Not <see cref="BucketCount"/> counts, or one is negative.</exception>
    public static LatencyHistogram FromCounts(ReadOnlySpan<long> counts)
    {
        if (counts.Length != BucketCount || counts.ContainsAnyExceptInRange(0, long.MaxValue))
            throw new ArgumentException($"A histogram has {BucketCount} counts of 0 or more", nameof(counts));
        return new LatencyHistogram(counts.ToArray());
    }

    public ReadOnlySpan<long> Counts => _counts;

    public long Total => _counts.Sum();

    /// <summary>Upper end of a bucket in milliseconds, included in it; the last bucket has none.</summary>
    public static double UpperBound(int bucket) =>
        bucket == BucketCount - 1 ? double.PositiveInfinity : FirstBoundMilliseconds * Math.Pow(2, bucket / (double)BucketsPerOctave);

    /// <summary>The bucket of a latency in milliseconds; negative ones and NaN count as 0.</summary>
    public static int BucketOf(double milliseconds) =>
        milliseconds > FirstBoundMilliseconds
            ? Math.Min(BucketCount - 1, (int)Math.Ceiling((Math.Log2(milliseconds / FirstBoundMilliseconds) * BucketsPerOctave) - 1e-9))
            : 0;

    /// <summary>What came since <paramref name="earlier"/>. A bucket that shrank was reset and counts from 0.</summary>
    public LatencyHistogram Since(LatencyHistogram earlier) => Combine(earlier, (now, then) => now >= then ? now - then : now);

    public LatencyHistogram Plus(LatencyHistogram other) => Combine(other, (a, b) => a + b);

    /// <summary>The latency in milliseconds that the fraction <paramref name="q"/> of requests did not exceed, interpolated within its bucket; NaN when empty.</summary>
    public double Quantile(double q)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(q);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(q, 1);
        var total = Total;
        if (total == 0)
            return double.NaN;
        var rank = q * total;
        long below = 0;
        for (var bucket = 0; bucket < BucketCount; bucket++)
        {
            var count = _counts[bucket];
            if (count > 0 && below + count >= rank)
                return Within(bucket, Math.Max(0, (rank - below) / count));
            below += count;
        }

        return UpperBound(BucketCount - 2);
    }

    /// <summary>Mean in milliseconds, each request taken at the middle of its bucket; NaN when empty.</summary>
    public double Mean()
    {
        double sum = 0;
        for (var bucket = 0; bucket < BucketCount; bucket++)
            sum += _counts[bucket] * Within(bucket, 0.5);
        return sum / Total;
    }

    public bool Equals(LatencyHistogram? other) => other is not null && _counts.AsSpan().SequenceEqual(other._counts);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var count in _counts)
            hash.Add(count);
        return hash.ToHashCode();
    }

    private static double Within(int bucket, double fraction)
    {
        var low = bucket == 0 ? 0 : UpperBound(bucket - 1);
        var high = bucket == BucketCount - 1 ? low : UpperBound(bucket);
        return low + ((high - low) * fraction);
    }

    private LatencyHistogram Combine(LatencyHistogram other, Func<long, long, long> leaf)
    {
        var counts = new long[BucketCount];
        for (var bucket = 0; bucket < BucketCount; bucket++)
            counts[bucket] = leaf(_counts[bucket], other._counts[bucket]);
        return new LatencyHistogram(counts);
    }
}
