using MathNet.Numerics.Distributions;

namespace Slipway.Core.Analysis.Kayenta;

/// <summary>
/// By how much one arm is shifted against another, from the ranks of their points alone: the interval of all shifts that the
/// test of Mann and Whitney does not reject (normal approximation, tie correction, continuity correction of one half), and the
/// estimate of Hodges and Lehmann.
/// </summary>
/// <remarks>
/// With a shift d taken off the candidate, the statistic U counts the pairs whose difference is above d. So the ends of the
/// interval are themselves differences of a pair, those at which U passes its limits, and the estimate is their median. They
/// are found exactly: no tolerance of a root finder stands between the points and the verdict, whatever unit they are in.
/// </remarks>
internal sealed class MannWhitney
{
    private readonly double _limit;
    private readonly double _zeroScore;

    /// <param name="candidate">Rising, at least one point; each difference to the baseline must be finite.</param>
    /// <param name="baseline">Rising, at least one point.</param>
    /// <param name="confidence">Of the interval; above 0 and below 1.</param>
    public MannWhitney(double[] candidate, double[] baseline, double confidence)
    {
        var differences = new PairwiseDifferences(candidate, baseline);
        var pairs = differences.Count;
        _limit = Normal.InvCDF(0, 1, (1 + confidence) / 2);

        // The ties within an arm stay whatever the shift; those between the arms are there only at a difference itself.
        var sigma = Sigma(candidate.Length, baseline.Length, Ties(candidate) + Ties(baseline));
        var rejected = (long)Math.Min(pairs, Math.Floor((pairs / 2.0) + 0.5 + (_limit * sigma)) + 1);
        var found = differences.At(pairs - rejected, (pairs - 1) / 2, pairs / 2, rejected - 1);
        (Low, High, Estimate) = (found[0], found[3], (found[1] + found[2]) / 2);

        var (above, ties) = AtZero(candidate, baseline);
        Superiority = above / pairs;
        var excess = above - (pairs / 2.0);
        var zeroSigma = Sigma(candidate.Length, baseline.Length, ties);
        _zeroScore = zeroSigma > 0 ? (excess - (0.5 * Math.Sign(excess))) / zeroSigma : 0;
    }

    /// <summary>Lower end of the interval of the shift.</summary>
    public double Low { get; }

    /// <summary>Its upper end.</summary>
    public double High { get; }

    /// <summary>The shift: the median of all differences.</summary>
    public double Estimate { get; }

    /// <summary>The part of the pairs in which the candidate is above, ties counted by half: the common language effect size.</summary>
    public double Superiority { get; }

    /// <summary>Whether the candidate is higher by more than this part of the estimate.</summary>
    /// <remarks>Where most points are the same in both arms, interval and estimate are 0 however many of the others differ. Then it counts whether the test rejects that there is no shift.</remarks>
    public bool IsHigher(double tolerance) =>
        Low == 0 && Estimate == 0 ? _zeroScore > _limit : Rounding.IsAbove(Low, tolerance * Math.Abs(Estimate));

    /// <summary>Whether the candidate is lower by more than this part of the estimate.</summary>
    public bool IsLower(double tolerance) =>
        High == 0 && Estimate == 0 ? _zeroScore < -_limit : Rounding.IsAbove(-High, tolerance * Math.Abs(Estimate));

    /// <summary>The standard deviation of U.</summary>
    private static double Sigma(double n, double m, double ties) =>
        Math.Sqrt(n * m / 12 * (n + m + 1 - (ties / ((n + m) * (n + m - 1)))));

    /// <summary>The sum of t³ − t over the points that are the same.</summary>
    private static double Ties(double[] sorted)
    {
        double sum = 0;
        for (var begin = 0; begin < sorted.Length;)
        {
            var length = RunLength(sorted, begin);
            sum += Cubed(length);
            begin += length;
        }

        return sum;
    }

    /// <summary>With no shift taken off: the pairs in which the candidate is above, ties counted by half, and the ties of both arms together.</summary>
    private static (double Above, double Ties) AtZero(double[] candidate, double[] baseline)
    {
        var (above, ties) = (0.0, 0.0);
        for (var (ours, theirs) = (0, 0); ours < candidate.Length || theirs < baseline.Length;)
        {
            var value = ours == candidate.Length ? baseline[theirs]
                : theirs == baseline.Length ? candidate[ours]
                : Math.Min(candidate[ours], baseline[theirs]);
            var (same, theirSame) = (RunLength(candidate, ours, value), RunLength(baseline, theirs, value));
            above += same * (theirs + (theirSame / 2.0));
            ties += Cubed(same + theirSame);
            (ours, theirs) = (ours + same, theirs + theirSame);
        }

        return (above, ties);
    }

    private static int RunLength(double[] sorted, int begin) => RunLength(sorted, begin, sorted[begin]);

    private static int RunLength(double[] sorted, int begin, double value)
    {
        var end = begin;
        while (end < sorted.Length && sorted[end] == value)
            end++;
        return end - begin;
    }

    private static double Cubed(double count) => (count * count * count) - count;
}
