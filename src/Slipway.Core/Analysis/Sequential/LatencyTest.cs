namespace Slipway.Core.Analysis.Sequential;

/// <summary>
/// Evidence that the candidate is slower. At fixed quantiles of stable's latencies it counts the requests that were slower than
/// that, and the candidate's that were slower by more than the tolerance, and compares the two as events of
/// <see cref="RateGrid"/>; the quantiles' e-values are averaged. Where to look is decided from what stable did before a scrape,
/// never from the scrape itself.
/// </summary>
/// <remarks>
/// Noise that the two sides do not share (a busy neighbour of one of them) moves many requests at once, and no test on
/// requests can tell that from a slower version. So that test is believed only when the blocks of a minute say the same
/// (<see cref="Blocks"/>). A version that is slower by much more than such noise explains need not wait for them (<see cref="SevereLogE"/>).
/// </remarks>
internal sealed class LatencyTest
{
    /// <summary>The quantiles of stable at which the two sides are compared.</summary>
    public static readonly double[] Quantiles = [0.5, 0.9, 0.95, 0.99, 0.995, 0.999];

    /// <summary>So many more buckets slower than tolerated is severe: 1.4 times, beyond the noise of a minute.</summary>
    private const int SevereBuckets = 4;

    /// <summary>Stable must have answered so many requests before its quantiles are known.</summary>
    private const long MinBaseline = 100;

    private readonly long[] _baseline = new long[LatencyHistogram.BucketCount];
    private readonly long[] _candidate = new long[LatencyHistogram.BucketCount];
    private readonly long[] _stable = new long[LatencyHistogram.BucketCount];
    private readonly RateGrid[] _worse;
    private readonly RateGrid[] _severe;
    private readonly RateGrid[] _notWorse;
    private readonly long[] _tooSlow = new long[Quantiles.Length];
    private readonly int _toleratedBuckets;
    private long _baselineTotal;

    /// <param name="tolerance">As a fraction; rounded up to whole buckets.</param>
    public LatencyTest(double tolerance)
    {
        _toleratedBuckets = (int)Math.Ceiling((Math.Log2(1 + tolerance) * LatencyHistogram.BucketsPerOctave) - 1e-9);
        _worse = [.. Quantiles.Select(_ => new RateGrid(1, new RateGridOptions(StillGood: Changes.StillGood)))];
        _severe = [.. Quantiles.Select(_ => new RateGrid(1, new RateGridOptions(StillGood: Changes.StillGood)))];
        _notWorse = [.. Quantiles.Select(_ => new RateGrid(1, new RateGridOptions(ShowsNotWorse: true)))];
        Blocks = new LatencyBlocks(_toleratedBuckets);
    }

    /// <summary>The blocks' test.</summary>
    public LatencyBlocks Blocks { get; }

    /// <summary>The logarithm of the e-value for being slower than tolerated.</summary>
    public double WorseLogE => LogMean(_worse);

    /// <summary>The logarithm of the e-value for being slower by 1.4 times more than tolerated.</summary>
    public double SevereLogE => LogMean(_severe);

    /// <summary>
    /// The logarithm of the e-value for being no slower than tolerated at every quantile: the least of them. Of the two rarest
    /// quantiles nothing is asked, for which there are hardly ever enough requests.
    /// </summary>
    public double NotWorseLogE => Enumerable.Range(0, 4).Min(NotWorse);

    /// <summary>The quantile whose evidence is largest.</summary>
    public int WorstQuantile { get; private set; }

    /// <summary>Requests of the candidate that were compared.</summary>
    public long Requests { get; private set; }

    /// <summary>Stable's own latencies while nothing is compared yet: where to look is known when it begins.</summary>
    public void AddBaseline(LatencyHistogram stable)
    {
        stable.AddTo(_baseline);
        _baselineTotal = Sum(_baseline, -1);
    }

    /// <summary>Takes in one scrape; both sides have requests in it.</summary>
    /// <param name="change">As <see cref="Changes"/> says.</param>
    public void Add(LatencyHistogram candidate, LatencyHistogram stable, double change)
    {
        Array.Clear(_candidate);
        Array.Clear(_stable);
        candidate.AddTo(_candidate);
        stable.AddTo(_stable);
        var (ours, theirs) = (Sum(_candidate, -1), Sum(_stable, -1));
        if (_baselineTotal >= MinBaseline && ours > 0 && theirs > 0)
        {
            Compare((double)ours / (ours + theirs), change);
            Blocks.Add(_candidate, _stable);
            Requests += ours;
        }

        for (var bucket = 0; bucket < _baseline.Length; bucket++)
            _baseline[bucket] += _stable[bucket];
        _baselineTotal += theirs;
    }

    /// <summary>
    /// Where none of the candidate's requests was too slow, their number speaks as well: were its quantile above what is tolerated,
    /// each of them would have been with a chance of more than 1 − q.
    /// </summary>
    private double NotWorse(int index) =>
        _tooSlow[index] == 0 ? Math.Max(_notWorse[index].LogE, Requests * (1 - Quantiles[index])) : _notWorse[index].LogE;

    private void Compare(double share, double change)
    {
        var bucket = 0;
        var below = _baseline[0];
        for (var index = 0; index < Quantiles.Length; index++)
        {
            while (below < Quantiles[index] * _baselineTotal)
                below += _baseline[++bucket];
            var slow = Sum(_stable, bucket);
            var tolerated = Sum(_candidate, bucket + _toleratedBuckets);
            _tooSlow[index] += tolerated;
            var severe = Sum(_candidate, bucket + _toleratedBuckets + SevereBuckets);
            _worse[index].Add(share, tolerated, tolerated + slow, change);
            _notWorse[index].Add(share, tolerated, tolerated + slow);
            _severe[index].Add(share, severe, severe + slow, change);
            if (_worse[index].LogE > _worse[WorstQuantile].LogE)
                WorstQuantile = index;
        }
    }

    private static double LogMean(RateGrid[] grids)
    {
        var largest = grids.Max(grid => grid.LogE);
        return largest + Math.Log(grids.Sum(grid => Math.Exp(grid.LogE - largest)) / grids.Length);
    }

    /// <summary>Requests in buckets above one.</summary>
    private static long Sum(long[] counts, int bucket)
    {
        long sum = 0;
        for (var index = Math.Max(0, bucket + 1); index < counts.Length; index++)
            sum += counts[index];
        return sum;
    }
}
