namespace Slipway.Core.Analysis;

/// <summary>
/// Counts by latency in fixed buckets, an eighth of an octave (9 %) wide, from 0.1 ms to 105 s. Immutable.
/// Fixed bounds make histograms of several gateways and instants add and subtract.
/// </summary>
public sealed record LatencyHistogram
{
    public const int BucketCount = 162;
    private const double FirstBoundMilliseconds = 0.1;
    public const int BucketsPerOctave = 8;

    // Thousands of rollouts keep some each: most buckets are empty, and an empty one takes no room.
    private readonly byte[] _packed;

    private LatencyHistogram(byte[] packed) => _packed = packed;

    public static LatencyHistogram Empty { get; } = new([]);

    /// <exception cref="ArgumentException">Not <see cref="BucketCount"/> counts, or one is negative.</exception>
    public static LatencyHistogram FromCounts(ReadOnlySpan<long> counts)
    {
        if (counts.Length != BucketCount || counts.ContainsAnyExceptInRange(0, long.MaxValue))
            throw new ArgumentException($"A histogram has {BucketCount} counts of 0 or more", nameof(counts));
        Span<byte> packed = stackalloc byte[PackedCounts.MaxBytes];
        var length = PackedCounts.Pack(counts, packed);
        return length == 0 ? Empty : new LatencyHistogram(packed[..length].ToArray());
    }

    public long Total
    {
        get
        {
            Span<long> counts = stackalloc long[BucketCount];
            AddTo(counts);
            return Sum(counts);
        }
    }

    /// <summary>The counts as <see cref="PackedCounts"/> has them.</summary>
    internal ReadOnlySpan<byte> Packed => _packed;

    /// <summary>Upper end of a bucket in milliseconds, included in it; the last bucket has none.</summary>
    public static double UpperBound(int bucket) =>
        bucket == BucketCount - 1 ? double.PositiveInfinity : FirstBoundMilliseconds * Math.Pow(2, bucket / (double)BucketsPerOctave);

    /// <summary>The bucket of a latency in milliseconds; negative ones and NaN count as 0.</summary>
    public static int BucketOf(double milliseconds) =>
        milliseconds > FirstBoundMilliseconds
            ? (int)Math.Min(BucketCount - 1, Math.Ceiling((Math.Log2(milliseconds / FirstBoundMilliseconds) * BucketsPerOctave) - 1e-9))
            : 0;

    /// <summary>Adds the count of each bucket to that of <paramref name="counts"/>, which has <see cref="BucketCount"/>.</summary>
    public void AddTo(Span<long> counts) => PackedCounts.AddTo(counts, _packed);

    /// <summary>What came since <paramref name="earlier"/>. A bucket that shrank was reset and counts from 0.</summary>
    public LatencyHistogram Since(LatencyHistogram earlier)
    {
        Span<long> now = stackalloc long[BucketCount];
        Span<long> then = stackalloc long[BucketCount];
        AddTo(now);
        earlier.AddTo(then);
        for (var bucket = 0; bucket < BucketCount; bucket++)
            now[bucket] -= now[bucket] >= then[bucket] ? then[bucket] : 0;
        return FromCounts(now);
    }

    public LatencyHistogram Plus(LatencyHistogram other)
    {
        if (_packed.Length == 0)
            return other;
        Span<long> counts = stackalloc long[BucketCount];
        AddTo(counts);
        other.AddTo(counts);
        return FromCounts(counts);
    }

    /// <summary>The latency in milliseconds that the fraction <paramref name="q"/> of requests did not exceed, interpolated within its bucket; NaN when empty.</summary>
    public double Quantile(double q)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(q);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(q, 1);
        Span<long> counts = stackalloc long[BucketCount];
        AddTo(counts);
        var total = Sum(counts);
        if (total == 0)
            return double.NaN;
        var rank = q * total;
        long below = 0;
        for (var bucket = 0; bucket < BucketCount; bucket++)
        {
            var count = counts[bucket];
            if (count > 0 && below + count >= rank)
                return Within(bucket, Math.Max(0, (rank - below) / count));
            below += count;
        }

        return UpperBound(BucketCount - 2);
    }

    /// <summary>Mean in milliseconds, each request taken at the middle of its bucket; NaN when empty.</summary>
    public double Mean()
    {
        Span<long> counts = stackalloc long[BucketCount];
        AddTo(counts);
        double sum = 0;
        for (var bucket = 0; bucket < BucketCount; bucket++)
            sum += counts[bucket] * Within(bucket, 0.5);
        return sum / Sum(counts);
    }

    /// <summary>Requests in buckets above the given one.</summary>
    public long Above(int bucket)
    {
        Span<long> counts = stackalloc long[BucketCount];
        AddTo(counts);
        return Sum(counts[(bucket + 1)..]);
    }

    public bool Equals(LatencyHistogram? other) => other is not null && _packed.AsSpan().SequenceEqual(other._packed);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_packed);
        return hash.ToHashCode();
    }

    private static long Sum(ReadOnlySpan<long> counts)
    {
        long sum = 0;
        foreach (var count in counts)
            sum += count;
        return sum;
    }

    private static double Within(int bucket, double fraction)
    {
        var low = bucket == 0 ? 0 : UpperBound(bucket - 1);
        var high = bucket == BucketCount - 1 ? low : UpperBound(bucket);
        return low + ((high - low) * fraction);
    }
}
