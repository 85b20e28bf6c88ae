using Slipway.Bench.Judge.Pairs;

namespace Slipway.Bench.Judge.Contenders;

/// <summary>
/// Limits as they are set by hand: a scrape fails in which the candidate's error rate is more than twice stable's, or its p99 more
/// than a quarter above; five failures in all, of one of the two, end the rollout.
/// </summary>
public sealed class ThresholdFailures : IContender
{
    private const double ErrorLimit = 2;
    private const double LatencyLimit = 1.25;
    private const int FailureLimit = 5;

    private int _errorFailures;
    private int _latencyFailures;

    public Opinion Look(PairMinute minute)
    {
        // Without requests both are NaN, and no comparison holds.
        if (minute.Candidate.ErrorRate > ErrorLimit * minute.Stable.ErrorRate)
            _errorFailures++;
        if (minute.CandidateP99 > LatencyLimit * minute.StableP99)
            _latencyFailures++;
        return (_errorFailures >= FailureLimit ? Opinion.Errors : Opinion.None) | (_latencyFailures >= FailureLimit ? Opinion.Latency : Opinion.None);
    }
}
