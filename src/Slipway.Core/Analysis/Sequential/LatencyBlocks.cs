namespace Slipway.Core.Analysis.Sequential;

/// <summary>
/// The second opinion on latencies: minute by minute, whether the candidate was slower than stable by more than the tolerance, at
/// quantiles for which the minute has enough requests, as sign tests whose e-values are averaged.
/// </summary>
/// <param name="toleratedBuckets">So many buckets slower is not worse.</param>
internal sealed class LatencyBlocks(int toleratedBuckets)
{
    /// <summary>A quantile, and the requests of a side below which a block says nothing about it.</summary>
    private static readonly (double Quantile, long MinRequests)[] Looks = [(0.5, 10), (0.9, 50), (0.99, 500)];

    private readonly long[] _candidate = new long[LatencyHistogram.BucketCount];
    private readonly long[] _stable = new long[LatencyHistogram.BucketCount];
    private readonly SignTest[] _signs = [.. Looks.Select(_ => new SignTest())];

    /// <summary>The mean of the quantiles' e-values; 1 before the first block.</summary>
    public double E => _signs.Average(sign => sign.E);

    /// <summary>Blocks that have ended.</summary>
    public int Count { get; private set; }

    /// <summary>Adds requests to the block.</summary>
    public void Add(ReadOnlySpan<long> candidate, ReadOnlySpan<long> stable)
    {
        for (var bucket = 0; bucket < candidate.Length; bucket++)
        {
            _candidate[bucket] += candidate[bucket];
            _stable[bucket] += stable[bucket];
        }
    }

    /// <summary>Ends the block; one with hardly any requests goes on.</summary>
    public void End()
    {
        var (ours, theirs) = (Total(_candidate), Total(_stable));
        var requests = Math.Min(ours, theirs);
        if (requests < Looks[0].MinRequests)
            return;
        for (var index = 0; index < Looks.Length && requests >= Looks[index].MinRequests; index++)
            _signs[index].Add(Bucket(_candidate, Looks[index].Quantile * ours) > Bucket(_stable, Looks[index].Quantile * theirs) + toleratedBuckets);
        Count++;
        Array.Clear(_candidate);
        Array.Clear(_stable);
    }

    private static int Bucket(long[] counts, double rank)
    {
        var (bucket, below) = (0, counts[0]);
        while (below < rank)
            below += counts[++bucket];
        return bucket;
    }

    private static long Total(long[] counts)
    {
        long sum = 0;
        foreach (var count in counts)
            sum += count;
        return sum;
    }
}
