namespace Slipway.Core.Analysis.Sequential;

/// <summary>
/// Judges a series of error counts as a whole. It is the arithmetic of the sequential judge without what a rollout adds:
/// no warm-up, no allowance for instances that differ, one metric that has all of α.
/// </summary>
public static class SequentialAnalysis
{
    /// <returns>
    /// Fail when the evidence has ever reached 1/α; insufficient data when a side has no requests, or there is no error on either;
    /// pass when the confidence sequence ends below what is tolerated; else inconclusive. Pure.
    /// </returns>
    public static SequentialResult Judge(SequentialInput input)
    {
        var trail = LogEvidence(input);
        var limit = Math.Log(1 / input.Alpha);
        var crossing = trail.TakeWhile(logE => logE < limit).Count();
        int? rejectedAt = crossing < trail.Count ? crossing : null;
        var compared = input.Observations.Where(one => one.Compares).ToArray();
        var mixture = Mixture(input, compared);
        var grid = new GridResult(trail.Count == 0 ? 1 : Math.Exp(trail[^1]));
        return new SequentialResult(VerdictOf(input, rejectedAt, compared, mixture), rejectedAt, mixture, grid);
    }

    /// <summary>The natural logarithm of the grid's e-value after each observation, in their order.</summary>
    public static IReadOnlyList<double> LogEvidence(SequentialInput input)
    {
        var grid = new RateGrid(1 + input.Tolerance);
        var trail = new double[input.Observations.Count];
        for (var index = 0; index < trail.Length; index++)
        {
            var one = input.Observations[index];
            if (one.Compares)
                grid.Add(one.Share, one.Candidate.Errors, one.Candidate.Errors + one.Baseline.Errors);
            trail[index] = grid.LogE;
        }

        return trail;
    }

    private static Verdict VerdictOf(SequentialInput input, int? rejectedAt, Observation[] compared, MixtureResult mixture)
    {
        if (rejectedAt is not null)
            return Verdict.Fail;
        if (compared.All(one => one is { Candidate.Errors: 0, Baseline.Errors: 0 }))
            return Verdict.InsufficientData;
        return mixture.High < 1 + input.Tolerance ? Verdict.Pass : Verdict.Inconclusive;
    }

    /// <summary>What says nothing is left out here too, so that both tests rest on the same counts.</summary>
    private static MixtureResult Mixture(SequentialInput input, Observation[] compared)
    {
        if (compared.Length == 0)
            return new MixtureResult(1, 1, 0, double.PositiveInfinity);
        var total = new Observation(Sum(compared.Select(one => one.Candidate)), Sum(compared.Select(one => one.Baseline)));
        var mixture = new RateMixture(total.Candidate.Errors, total.Candidate.Errors + total.Baseline.Errors, total.Share, input.Concentration);
        var (low, high) = mixture.Sequence(input.Alpha);
        return new MixtureResult(mixture.E, mixture.EPlus, low, high);
    }

    private static SideCount Sum(IEnumerable<SideCount> sides) =>
        sides.Aggregate(default(SideCount), (sum, side) => new SideCount(sum.Requests + side.Requests, sum.Errors + side.Errors));
}
