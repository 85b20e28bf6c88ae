namespace Slipway.Core.Analysis.Sequential;

/// <summary>Evidence about the candidate's error rate, against all of stable.</summary>
internal sealed class ErrorRateTest
{
    private readonly RateGrid _worse;
    private readonly RateGrid _notWorse;
    private long _late;
    private long _stableLate;

    /// <param name="tolerance">A fraction above stable's rate that is not worse.</param>
    /// <param name="noise">By how much two equal sides differ.</param>
    public ErrorRateTest(double tolerance, double noise)
    {
        _worse = new RateGrid(1 + tolerance, new RateGridOptions(noise, Changes.StillGood));
        _notWorse = new RateGrid(1 + tolerance, new RateGridOptions(ShowsNotWorse: true));
    }

    /// <summary>The logarithm of the e-value for a higher rate than tolerated.</summary>
    public double WorseLogE => _worse.LogE;

    /// <summary>The logarithm of the e-value for a rate no higher than tolerated.</summary>
    public double NotWorseLogE => _notWorse.LogE;

    public Counters Candidate { get; private set; } = Counters.Zero;

    public Counters Stable { get; private set; } = Counters.Zero;

    /// <summary>Takes in one scrape. Where one side has no requests in it, there is nothing to compare.</summary>
    /// <param name="change">As <see cref="Changes"/> says.</param>
    /// <remarks>An error may be counted later than its request: those beyond a scrape's requests count with the next.</remarks>
    public void Add(Counters candidate, Counters stable, double change)
    {
        var ours = Taken(candidate, ref _late);
        var theirs = Taken(stable, ref _stableLate);
        (Candidate, Stable) = (Together(Candidate, candidate.Requests, ours), Together(Stable, stable.Requests, theirs));
        if (candidate.Requests == 0 || stable.Requests == 0)
            return;
        var share = (double)candidate.Requests / (candidate.Requests + stable.Requests);
        _worse.Add(share, ours, ours + theirs, change);
        _notWorse.Add(share, ours, ours + theirs);
    }

    private static long Taken(Counters side, ref long late)
    {
        var taken = Math.Min(side.Errors + late, side.Requests);
        late += side.Errors - taken;
        return taken;
    }

    private static Counters Together(Counters sum, long requests, long errors) =>
        new(sum.Requests + requests, sum.Errors + errors, LatencyHistogram.Empty);
}
