using Slipway.Core.Analysis.Sequential;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Analysis.Foresight;

/// <summary>Which error rates of a candidate some observations would show.</summary>
/// <param name="deviations">The evidence must be above its limit by so many standard deviations: those of the logarithm, whose variance is about twice its mean.</param>
/// <param name="instances">Of each side.</param>
internal sealed class ErrorSight(SequentialSpec spec, PresentTraffic traffic, int instances, double deviations)
{
    private const int PartsOfObservation = 20;

    private readonly List<(double Share, double Requests)> _parts = [];
    private TimeSpan _warmUp = spec.WarmUp;

    /// <summary>Requests of the candidate, without those of its warm-up.</summary>
    public double Requests => _parts.Sum(part => part.Share * part.Requests);

    private double Limit
    {
        get
        {
            var limit = Math.Log(SequentialJudge.ErrorLimit(spec));
            return limit + (deviations * Math.Sqrt(2 * limit));
        }
    }

    /// <summary>An observation at a share of the traffic.</summary>
    public void Add(double share, TimeSpan time)
    {
        var warm = time - _warmUp;
        _warmUp = warm < TimeSpan.Zero ? -warm : TimeSpan.Zero;
        if (warm > TimeSpan.Zero)
            _parts.Add((share, traffic.RequestsPerSecond * warm.TotalSeconds));
    }

    /// <summary>Whether a candidate of this error rate is found by the end.</summary>
    public bool Finds(double errorRate) => EvidenceOf(errorRate, _parts).LogE >= Limit;

    /// <summary>The smallest rate that is found, up to 1; null for none.</summary>
    public double? Smallest(int halvings)
    {
        if (!Finds(1))
            return null;
        var (low, high) = (traffic.ErrorRate, 1.0);
        for (var halving = 0; halving < halvings; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = Finds(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }

    /// <summary>The requests that a candidate of this rate gets until the evidence is to be expected at its limit; null where that does not come.</summary>
    public double? RequestsUntil(double errorRate)
    {
        var limit = Math.Log(SequentialJudge.ErrorLimit(spec));
        var grid = Empty();
        double requests = 0;
        foreach (var (share, all) in _parts)
        {
            for (var part = 0; part < PartsOfObservation; part++)
            {
                Feed(grid, errorRate, share, all / PartsOfObservation);
                requests += share * all / PartsOfObservation;
                if (grid.LogE >= limit)
                    return requests;
            }
        }

        return null;
    }

    private RateGrid EvidenceOf(double errorRate, IEnumerable<(double Share, double Requests)> parts)
    {
        var grid = Empty();
        foreach (var (share, requests) in parts)
            Feed(grid, errorRate, share, requests);
        return grid;
    }

    private RateGrid Empty() => new(1 + spec.ErrorTolerance, new RateGridOptions(SequentialJudge.NoiseOf(spec, instances), Changes.StillGood));

    private void Feed(RateGrid grid, double errorRate, double share, double requests)
    {
        var candidate = requests * share * errorRate;
        grid.Add(share, candidate, candidate + (requests * (1 - share) * traffic.ErrorRate));
    }
}
