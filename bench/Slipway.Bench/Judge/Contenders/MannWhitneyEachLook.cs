using Slipway.Bench.Judge.Pairs;

namespace Slipway.Bench.Judge.Contenders;

/// <summary>
/// The Mann-Whitney test as one who looks at it all the time uses it: over the minutes' error rates and over their p99, at every
/// look from the fifth on, each time as if it were the only one.
/// </summary>
public sealed class MannWhitneyEachLook : IContender
{
    private const int MinPoints = 5;

    /// <summary>p below 0.05, two-sided, and the candidate the worse one: the normal quantile at 0.975.</summary>
    private const double Limit = 1.959964;

    private readonly RankSum _errors = new();
    private readonly RankSum _latency = new();

    public Opinion Look(PairMinute minute)
    {
        _errors.Add(minute.Candidate.ErrorRate, minute.Stable.ErrorRate);
        _latency.Add(minute.CandidateP99, minute.StableP99);
        return (IsWorse(_errors) ? Opinion.Errors : Opinion.None) | (IsWorse(_latency) ? Opinion.Latency : Opinion.None);
    }

    private static bool IsWorse(RankSum ranks) => ranks.Count >= MinPoints && ranks.Z() > Limit;
}
