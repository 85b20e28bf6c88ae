using Slipway.Bench.Judge.Pairs;
using Slipway.Core.Analysis.Sequential;

namespace Slipway.Bench.Judge.Contenders;

/// <summary>The sequential test of error rates by itself: no tolerance, no noise, all of α.</summary>
public sealed class PlainGrid(double alpha) : IContender
{
    private readonly RateGrid _grid = new(1);

    public Opinion Look(PairMinute minute)
    {
        var (candidate, stable) = (minute.Candidate, minute.Stable);
        if (candidate.Requests > 0 && stable.Requests > 0)
            _grid.Add((double)candidate.Requests / (candidate.Requests + stable.Requests), candidate.Errors, candidate.Errors + stable.Errors);
        return _grid.LogE >= Math.Log(1 / alpha) ? Opinion.Errors : Opinion.None;
    }
}
