using Slipway.Core.Analysis.Sequential;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Analysis.Foresight;

/// <summary>
/// What the sequential judge can see of a plan at the present traffic, before it is carried out: the judge itself, fed with the
/// numbers that are to be expected.
/// </summary>
/// <param name="Traffic">What it was computed for.</param>
/// <param name="Sights">One for each observation at which stable has traffic too, in their order.</param>
/// <param name="WarmUp">The first time of the candidate's exposure, in which nothing is judged.</param>
/// <param name="FalseRollback">At most so often is a version taken back that is not worse; a fraction.</param>
/// <param name="ExposedRequests">Requests that a version with twice stable's error rate gets until it is found, on average; null where it is not found before 100 %.</param>
/// <param name="NeededForDouble">How long the first weight must be observed for twice stable's error rate to be found there; null without traffic or errors, or beyond <see cref="LongestDays"/> days.</param>
public sealed record PlanForesight(
    PresentTraffic Traffic, IReadOnlyList<Sight> Sights, TimeSpan WarmUp, double FalseRollback, double? ExposedRequests, TimeSpan? NeededForDouble)
{
    /// <summary>Observation for longer than this helps nobody.</summary>
    public const int LongestDays = 30;

    /// <summary>An error rate that a plan should be able to find, where stable's own is far below it.</summary>
    public const double SeriousErrorRate = 0.01;

    /// <summary>A quantile of the normal distribution: found in four of five cases.</summary>
    private const double FourOfFive = 0.84;

    /// <summary>The resolution of <see cref="Sight.FoundErrorRate"/>: halvings of the interval.</summary>
    private const int Halvings = 40;

    /// <summary>Whether what is serious would not be found before the version has all traffic: neither twice stable's rate nor 1 %.</summary>
    public bool SeesTooLittle =>
        Sights is [.., var last] && !(last.FoundErrorRate <= Math.Max(SeriousErrorRate, 2 * Traffic.ErrorRate));

    /// <summary>Whether the version has all traffic before its warm-up is over, so that errors are never compared.</summary>
    public bool EndsInWarmUp => Sights.Aggregate(TimeSpan.Zero, (sum, sight) => sum + sight.For) <= WarmUp;

    /// <summary>Null where no sequential judge looks at errors, or nothing is observed beside stable.</summary>
    public static PlanForesight? Of(Plan plan, PresentTraffic traffic)
    {
        var spec = plan.Analysis.Judges.OfType<SequentialSpec>().FirstOrDefault(judge => judge.Metrics.Contains(SequentialMetric.ErrorRate));
        var observed = plan.Steps.OfType<ObserveStep>().Where(step => !step.Weight.IsFull && step.Weight.Fraction > 0).ToList();
        if (spec is null || observed.Count == 0 || plan.From is null)
            return null;
        var sight = new ErrorSight(spec, traffic, plan.Analysis.Instances, FourOfFive);
        var sights = new List<Sight>();
        foreach (var step in observed)
        {
            sight.Add(step.Weight.Fraction, step.For);
            sights.Add(new Sight(step.Weight, step.For, sight.Requests, sight.Smallest(Halvings)));
        }

        return new PlanForesight(traffic, sights, spec.WarmUp, spec.Alpha, sight.RequestsUntil(2 * traffic.ErrorRate), Needed(spec, traffic, plan.Analysis.Instances, observed[0].Weight.Fraction));
    }

    private static TimeSpan? Needed(SequentialSpec spec, PresentTraffic traffic, int instances, double share)
    {
        bool Finds(double minutes)
        {
            var sight = new ErrorSight(spec, traffic, instances, FourOfFive);
            sight.Add(share, TimeSpan.FromMinutes(minutes));
            return sight.Finds(2 * traffic.ErrorRate);
        }

        double high = LongestDays * 24 * 60;
        if (traffic.ErrorRate <= 0 || !Finds(high))
            return null;
        double low = 0;
        while (high - low > Math.Max(1, low / 50))
        {
            var middle = (low + high) / 2;
            (low, high) = Finds(middle) ? (low, middle) : (middle, high);
        }

        return TimeSpan.FromMinutes(Math.Ceiling(high));
    }
}
