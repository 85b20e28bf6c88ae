namespace Slipway.Core.Analysis.Sequential;

/// <summary>
/// Evidence, as an e-value, that events fall on the candidate more often than its share of the traffic explains. Given that
/// an event happened, it is the candidate's with probability q(r) = θr / (θr + 1 − θ), where θ is the candidate's share and r
/// the ratio of the two sides' rates: what both sides share (drift, bursts, the time of day) does not matter. The likelihoods
/// of a few ratios above <c>r0</c> are averaged and divided by that of <c>r0</c>, the largest one that is not worse.
/// Looked at as often as one likes, it reaches 1/α with a chance of at most α while the ratio is at most <c>r0</c> (Ville).
/// </summary>
/// <remarks>
/// For ratios r the logarithm of the likelihood of x events of the candidate among n is x·ln r − n·ln(θr + 1 − θ) and a part that
/// is the same for all r; it adds up over scrapes, so that θ may change from one to the next.
///
/// Two instances of the same version do not fail at quite the same rate. With <c>noise</c> σ the likelihood of what such
/// instances do is in the denominator as well: ratios e^{σz} with the weight that a normal distribution gives to z, up to z = 2.25.
/// A version that only got a poor instance is then taken back with a chance of at most α, and the 1.2 % of instances beyond.
/// </remarks>
public sealed class RateGrid
{
    /// <summary>The ratios that are looked for, as multiples of the largest that is tolerated.</summary>
    private static readonly double[] Steps = [1.25, 1.5, 2, 3, 5, 10, 30];

    /// <summary>Standard normal deviations and the weight of half a deviation around each.</summary>
    private static readonly (double Z, double Weight)[] Instances = [(0.5, 0.1747), (1, 0.1210), (1.5, 0.0655), (2, 0.0279)];

    private readonly double[] _ratios;
    private readonly double[] _logRatios;
    private readonly double[] _logLikelihoods;
    private readonly double[] _noiseLogWeights;
    private readonly int _alternatives;

    /// <param name="tolerated">r0: the largest ratio that is not worse; above 0. For <paramref name="shows"/> = better: the smallest that is.</param>
    /// <param name="noise">σ: the standard deviation of the logarithm of an instance's rate; 0 or more.</param>
    /// <param name="shows">Whether it gathers evidence that the candidate is worse than tolerated, or that it is not.</param>
    public RateGrid(double tolerated, double noise = 0, RateDirection shows = RateDirection.Worse)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tolerated);
        ArgumentOutOfRangeException.ThrowIfNegative(noise);
        var nulls = Instances.Select(one => (Ratio: Math.Exp(noise * one.Z), one.Weight)).Where(one => noise > 0 && one.Ratio > tolerated).ToArray();
        _alternatives = Steps.Length;
        _ratios = [.. Steps.Select(step => shows == RateDirection.Worse ? tolerated * step : tolerated / step), .. nulls.Select(one => one.Ratio), tolerated];
        _logRatios = [.. _ratios.Select(ratio => Math.Log(ratio / tolerated))];
        _noiseLogWeights = [.. nulls.Select(one => Math.Log(one.Weight))];
        _logLikelihoods = new double[_ratios.Length - 1];
    }

    /// <summary>The natural logarithm of the e-value; 0 before the first event.</summary>
    public double LogE { get; private set; }

    /// <summary>The e-value: 1 before the first event. It may be too large for a number: then it is infinite.</summary>
    public double E => Math.Exp(LogE);

    /// <summary>Takes in one scrape.</summary>
    /// <param name="share">θ: the candidate's share of the requests of the scrape; above 0 and below 1.</param>
    /// <param name="candidate">Events of the candidate; 0 or more. Expected numbers, which need not be whole, give what to expect.</param>
    /// <param name="all">Events of both sides; at least <paramref name="candidate"/>.</param>
    public void Add(double share, double candidate, double all)
    {
        if (all == 0)
            return;
        var tolerated = Math.Log((share * _ratios[^1]) + 1 - share);
        for (var index = 0; index < _logLikelihoods.Length; index++)
            _logLikelihoods[index] += (candidate * _logRatios[index]) - (all * (Math.Log((share * _ratios[index]) + 1 - share) - tolerated));
        LogE = LogMeanOfAlternatives() - Math.Max(0, LogNoise());
    }

    private double LogMeanOfAlternatives()
    {
        var likelihoods = _logLikelihoods.AsSpan(0, _alternatives);
        var largest = double.NegativeInfinity;
        foreach (var one in likelihoods)
            largest = Math.Max(largest, one);
        double sum = 0;
        foreach (var one in likelihoods)
            sum += Math.Exp(one - largest);
        return largest + Math.Log(sum / _alternatives);
    }

    private double LogNoise()
    {
        var largest = double.NegativeInfinity;
        for (var index = 0; index < _noiseLogWeights.Length; index++)
            largest = Math.Max(largest, _noiseLogWeights[index] + _logLikelihoods[_alternatives + index]);
        if (double.IsNegativeInfinity(largest))
            return largest;
        double sum = 0;
        for (var index = 0; index < _noiseLogWeights.Length; index++)
            sum += Math.Exp(_noiseLogWeights[index] + _logLikelihoods[_alternatives + index] - largest);
        return largest + Math.Log(sum);
    }
}
