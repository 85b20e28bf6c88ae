namespace Slipway.Core.Analysis.Sequential;

/// <summary>
/// The second opinion on latencies: minute by minute, whether the candidate was slower than stable by more than the tolerance, at
/// quantiles for which the minute has enough requests, as sign tests that share one capital. A quantile for which there are
/// enough requests only later gets its part of what there is then: a matter of the traffic, not of the outcome.
/// </summary>
/// <param name="toleratedBuckets">So many buckets slower is not worse.</param>
internal sealed class LatencyBlocks(int toleratedBuckets)
{
    /// <summary>A quantile, and the requests of a side below which a block says nothing about it.</summary>
    private static readonly (double Quantile, long MinRequests)[] Looks = [(0.5, 10), (0.9, 50), (0.99, 500)];

    private readonly long[] _candidate = new long[LatencyHistogram.BucketCount];
    private readonly long[] _stable = new long[LatencyHistogram.BucketCount];
    private readonly SignTest[] _signs = [.. Looks.Select(_ => new SignTest())];

    /// <summary>What of the capital of 1 each quantile began with, over what its own e-value was then.</summary>
    private readonly double[] _stakes = new double[Looks.Length];
    private int _joined;

    /// <summary>The e-value of all quantiles together; 1 before the first block.</summary>
    public double E => _joined == 0 ? 1 : Enumerable.Range(0, _joined).Sum(index => _stakes[index] * _signs[index].E);

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
    /// <param name="change">As <see cref="Changes"/> says.</param>
    public void End(double change)
    {
        var (ours, theirs) = (Total(_candidate), Total(_stable));
        var requests = Math.Min(ours, theirs);
        if (requests < Looks[0].MinRequests)
            return;
        Join(requests);
        for (var index = 0; index < _joined && requests >= Looks[index].MinRequests; index++)
            _signs[index].Add(Bucket(_candidate, Looks[index].Quantile * ours) > Bucket(_stable, Looks[index].Quantile * theirs) + toleratedBuckets, change);
        Count++;
        Array.Clear(_candidate);
        Array.Clear(_stable);
    }

    private void Join(long requests)
    {
        var able = Looks.Count(look => requests >= look.MinRequests);
        if (able <= _joined)
            return;
        var part = E / able;
        for (var index = 0; index < able; index++)
            _stakes[index] = part / _signs[index].E;
        _joined = able;
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
