using Slipway.Bench.Judge.Pairs;

namespace Slipway.Bench.Judge.Contenders;

/// <summary>
/// What no judge can do: it knows how many times more errors a worse candidate would have, and from when, and asks only whether it
/// is that or none. Wald's test; its mean is the bound ln(1/α)/KL but for the overshoot of the last scrape.
/// </summary>
public sealed class KnownRatio(Scenario scenario, double alpha) : IContender
{
    private double _logRatio;

    public Opinion Look(PairMinute minute)
    {
        var (candidate, stable) = (minute.Candidate, minute.Stable);
        if (minute.Index > scenario.WorseFromMinute && candidate.Requests > 0)
        {
            var share = (double)candidate.Requests / (candidate.Requests + stable.Requests);
            _logRatio += (candidate.Errors * Math.Log(scenario.ErrorRatio)) - ((candidate.Errors + stable.Errors) * Math.Log((share * scenario.ErrorRatio) + 1 - share));
        }

        return _logRatio >= Math.Log(1 / alpha) ? Opinion.Errors : Opinion.None;
    }
}
