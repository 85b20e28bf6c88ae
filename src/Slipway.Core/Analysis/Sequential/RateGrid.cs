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
/// A version may be good for an hour and then fail. With <see cref="RateGridOptions.StillGood"/> a part of the weight stays on
/// r0, and moves to the other ratios as time goes by: the alternative is "r0 until some moment, then r". A good past then costs a
/// few units of evidence and not the whole of it. Each of these is a likelihood too, so that the bound holds as it does without.
///
/// Two instances of the same version do not fail at quite the same rate. With <see cref="RateGridOptions.Noise"/> σ the likelihood
/// of what such instances do is in the denominator as well: ratios e^{σz} with the weight that a normal distribution gives to z, up
/// to z = 2.25. A version that only got a poor instance is then taken back with a chance of at most α, and the 1.2 % of instances beyond.
/// </remarks>
public sealed class RateGrid
{
    /// <summary>The ratios that are looked for, as multiples of the largest that is tolerated.</summary>
    private static readonly double[] WorseSteps = [1.25, 1.5, 2, 3, 5, 10, 30];

    /// <summary>The same for what is to be shown as no worse: it is nearer to the limit than what is bad.</summary>
    private static readonly double[] NotWorseSteps = [1 / 1.1, 1 / 1.25, 1 / 1.5, 1 / 2.0, 1 / 3.0, 1 / 5.0];

    /// <summary>Standard normal deviations and the weight of half a deviation around each.</summary>
    private static readonly (double Z, double Weight)[] Instances = [(0.5, 0.1747), (1, 0.1210), (1.5, 0.0655), (2, 0.0279)];

    private readonly double _tolerated;
    private readonly double[] _ratios;
    private readonly double[] _logWeights;
    private readonly double[] _noiseRatios;
    private readonly double[] _noiseLogWeights;
    private double _logStillGood;

    /// <param name="tolerated">r0: the largest ratio that is not worse; above 0. Where it is to be shown as not worse: the smallest that is.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting makes no sense.</exception>
    public RateGrid(double tolerated, RateGridOptions options = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tolerated);
        if (!(options.Noise >= 0 && options.StillGood is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(options), options, "The noise is 0 or more, and the part that is still good 0 up to 1");
        _tolerated = tolerated;
        _ratios = [.. (options.ShowsNotWorse ? NotWorseSteps : WorseSteps).Select(step => tolerated * step)];
        _logWeights = new double[_ratios.Length];
        Array.Fill(_logWeights, Math.Log((1 - options.StillGood) / _ratios.Length));
        _logStillGood = Math.Log(options.StillGood);
        var noise = Instances.Select(one => (Ratio: Math.Exp(options.Noise * one.Z), one.Weight)).Where(one => options.Noise > 0 && one.Ratio > tolerated).ToArray();
        _noiseRatios = [.. noise.Select(one => one.Ratio)];
        _noiseLogWeights = [.. noise.Select(one => Math.Log(one.Weight))];
    }

    /// <summary>The natural logarithm of the e-value; 0 before the first event.</summary>
    public double LogE { get; private set; }

    /// <summary>The e-value: 1 before the first event. It may be too large for a number: then it is infinite.</summary>
    public double E => Math.Exp(LogE);

    /// <summary>Takes in one scrape.</summary>
    /// <param name="share">θ: the candidate's share of the requests of the scrape; above 0 and below 1.</param>
    /// <param name="candidate">Events of the candidate; 0 or more. Expected numbers, which need not be whole, give what to expect.</param>
    /// <param name="all">Events of both sides; at least <paramref name="candidate"/>.</param>
    /// <param name="change">The chance that what was good so far has gone bad since the last scrape; 0 up to 1.</param>
    public void Add(double share, double candidate, double all, double change = 0)
    {
        var moved = _logStillGood + Math.Log(change / _ratios.Length);
        _logStillGood += Math.Log(1 - change);
        var tolerated = Math.Log((share * _tolerated) + 1 - share);
        for (var index = 0; index < _ratios.Length; index++)
            _logWeights[index] = LogSum(_logWeights[index], moved) + LogRatio(_ratios[index], share, candidate, all, tolerated);
        for (var index = 0; index < _noiseRatios.Length; index++)
            _noiseLogWeights[index] += LogRatio(_noiseRatios[index], share, candidate, all, tolerated);
        LogE = LogSum(LogSum(_logWeights), _logStillGood) - Math.Max(0, LogSum(_noiseLogWeights));
    }

    /// <summary>The logarithm of a ratio's likelihood over that of the tolerated one.</summary>
    private double LogRatio(double ratio, double share, double candidate, double all, double tolerated) =>
        all == 0 ? 0 : (candidate * Math.Log(ratio / _tolerated)) - (all * (Math.Log((share * ratio) + 1 - share) - tolerated));

    private static double LogSum(double one, double other) =>
        double.IsNegativeInfinity(other) ? one : one > other ? one + Math.Log(1 + Math.Exp(other - one)) : other + Math.Log(1 + Math.Exp(one - other));

    private static double LogSum(ReadOnlySpan<double> logs)
    {
        var largest = double.NegativeInfinity;
        foreach (var one in logs)
            largest = Math.Max(largest, one);
        if (double.IsNegativeInfinity(largest))
            return largest;
        double sum = 0;
        foreach (var one in logs)
            sum += Math.Exp(one - largest);
        return largest + Math.Log(sum);
    }
}
