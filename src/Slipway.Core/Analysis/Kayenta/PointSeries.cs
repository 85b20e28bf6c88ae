using Slipway.Core.Specs.Model;

namespace Slipway.Core.Analysis.Kayenta;

/// <summary>The points of one metric of both sides, one of each for every step in which both had requests.</summary>
internal sealed class PointSeries(MetricName metric)
{
    /// <summary>A week of minutes; older ones are let go.</summary>
    private const int MaxPoints = 10_080;

    private readonly Queue<double> _candidate = new();
    private readonly Queue<double> _stable = new();

    public MetricName Metric => metric;

    public int Count => _candidate.Count;

    public double CandidateMean => _candidate.Average();

    public double StableMean => _stable.Average();

    /// <summary>Adds the points of a step; none where the metric has no value for one of the sides.</summary>
    public void Add(Counters candidate, Counters stable, TimeSpan step)
    {
        var (ours, theirs) = (MetricValue.Of(metric, candidate, step.TotalSeconds), MetricValue.Of(metric, stable, step.TotalSeconds));
        if (double.IsNaN(ours) || double.IsNaN(theirs))
            return;
        if (Count == MaxPoints)
        {
            _candidate.Dequeue();
            _stable.Dequeue();
        }

        _candidate.Enqueue(ours);
        _stable.Enqueue(theirs);
    }

    /// <summary>As the judge takes it: an increase is worse, by more than a fraction of stable's mean.</summary>
    public KayentaMetric ToMetric(double allowedIncrease) => new()
    {
        Name = metric.Label(),
        Direction = KayentaDirection.Increase,
        AllowedIncrease = 1 + allowedIncrease,
        Candidate = [.. _candidate],
        Baseline = [.. _stable],
    };
}
