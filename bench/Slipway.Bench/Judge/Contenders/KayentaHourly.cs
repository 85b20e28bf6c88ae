using Slipway.Bench.Judge.Pairs;
using Slipway.Core.Analysis.Kayenta;

namespace Slipway.Bench.Judge.Contenders;

/// <summary>
/// A Kayenta analysis as it is commonly set up: each hour, over all minutes so far, error rate and p99 of the candidate against
/// stable's, where only more is worse; a score of 95 passes and one below 75 ends the rollout. One bad metric of two is a score of 50.
/// </summary>
public sealed class KayentaHourly : IContender
{
    private const int IntervalMinutes = 60;

    private readonly List<double> _candidateErrors = [];
    private readonly List<double> _stableErrors = [];
    private readonly List<double> _candidateP99 = [];
    private readonly List<double> _stableP99 = [];

    public Opinion Look(PairMinute minute)
    {
        _candidateErrors.Add(minute.Candidate.ErrorRate);
        _stableErrors.Add(minute.Stable.ErrorRate);
        _candidateP99.Add(minute.CandidateP99);
        _stableP99.Add(minute.StableP99);
        return minute.Index % IntervalMinutes == 0 ? Judge() : Opinion.None;
    }

    private Opinion Judge()
    {
        var result = KayentaAnalysis.Judge(new KayentaInput
        {
            Metrics =
            [
                new KayentaMetric { Name = "error-rate", Direction = KayentaDirection.Increase, Candidate = _candidateErrors, Baseline = _stableErrors },
                new KayentaMetric { Name = "p99", Direction = KayentaDirection.Increase, Candidate = _candidateP99, Baseline = _stableP99 },
            ],
        });
        if (result.Verdict != KayentaVerdict.Fail)
            return Opinion.None;
        // A metric without data fails closed and counts as the one that was worse.
        var reasons = Opinion.None;
        if (result.Metrics[0].Classification != KayentaClassification.Pass)
            reasons |= Opinion.Errors;
        if (result.Metrics[1].Classification != KayentaClassification.Pass)
            reasons |= Opinion.Latency;
        return reasons;
    }
}
