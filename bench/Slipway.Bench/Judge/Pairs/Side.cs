using Slipway.Bench.Judge.Sampling;
using Slipway.Core.Analysis;

namespace Slipway.Bench.Judge.Pairs;

/// <summary>One version and its pods. Not thread-safe.</summary>
public sealed class Side
{
    private readonly Chance _chance;
    private readonly LatencyModel _latency;
    private readonly double[] _podErrors;
    private readonly double[] _podLatencies;
    private readonly double[] _factors;
    private readonly double[] _chances = new double[LatencyHistogram.BucketCount];
    private double _chancesAre = double.NaN;

    /// <param name="pods">How many; each takes an equal part of the requests.</param>
    /// <param name="spread">The standard deviation of the logarithms of the pods' error rates and latencies.</param>
    public Side(Chance chance, LatencyShape shape, int pods, double spread)
    {
        _chance = chance;
        _latency = shape == LatencyShape.Lognormal ? LatencyModel.Lognormal : LatencyModel.HeavyTail;
        (_podErrors, _podLatencies, _factors) = (new double[pods], new double[pods], new double[pods]);
        for (var pod = 0; pod < pods; pod++)
            (_podErrors[pod], _podLatencies[pod]) = (Math.Exp(spread * chance.Normal()), Math.Exp(spread * chance.Normal()));
    }

    /// <summary>Draws a minute.</summary>
    /// <param name="requests">How many are to be expected.</param>
    /// <param name="errorRate">The chance of a request to fail, before the pods' differences.</param>
    /// <param name="slower">The factor on all latencies.</param>
    /// <param name="noise">The standard deviation of the logarithm of what this minute does to errors, and to latencies.</param>
    public Counters Draw(double requests, double errorRate, double slower, double noise)
    {
        if (noise > 0)
            (errorRate, slower) = (errorRate * Math.Exp(noise * _chance.Normal()), slower * Math.Exp(noise * _chance.Normal()));
        var count = _chance.Poisson(requests);
        var errors = _chance.Binomial(count, errorRate * _podErrors.Average());
        Span<long> counts = stackalloc long[LatencyHistogram.BucketCount];
        counts.Clear();
        LatencyModel.Draw(_chance, count, Chances(slower), counts);
        return new Counters(count, errors, LatencyHistogram.FromCounts(counts));
    }

    private double[] Chances(double slower)
    {
        if (slower.Equals(_chancesAre))
            return _chances;
        for (var pod = 0; pod < _factors.Length; pod++)
            _factors[pod] = slower * _podLatencies[pod];
        _latency.Chances(_factors, _chances);
        _chancesAre = slower;
        return _chances;
    }
}
