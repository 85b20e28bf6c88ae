using System.Diagnostics;
using Slipway.Bench.Judge.Pairs;
using Slipway.Bench.Results;
using Slipway.Core.Analysis;
using Slipway.Core.Analysis.Sequential;
using Slipway.Core.Specs.Model;

namespace Slipway.Bench.Judge;

/// <summary>What a judgement costs. The best of several turns: what else the machine does only adds to it.</summary>
public static class JudgeCosts
{
    private const int Turns = 7;
    private const int GridUpdates = 1_000_000;
    private const int JudgeUpdates = 20_000;
    private const double UpdateGoalMicroseconds = 1;

    private static readonly Scenario Typical = Scenarios.All.First(scenario => scenario is { Group: ScenarioGroup.Same, PerMinute: 1000, StableTimes: 9 } && scenario.ErrorRate.Equals(0.01));

    public static IEnumerable<Figure> Measure()
    {
        yield return new Figure("one scrape taken in by the grid", Math.Round(Best(GridUpdates, Grid), 3), "µs", UpdateGoalMicroseconds);
        yield return new Figure("one scrape taken in by the sequential judge, errors and 18 grids over latencies", Math.Round(Best(JudgeUpdates, SequentialJudge()), 3), "µs");
    }

    private static double Best(int updates, Action turn)
    {
        var best = double.PositiveInfinity;
        for (var number = 0; number < Turns; number++)
        {
            var begin = Stopwatch.GetTimestamp();
            turn();
            best = Math.Min(best, Stopwatch.GetElapsedTime(begin).TotalMicroseconds / updates);
        }

        return best;
    }

    private static void Grid()
    {
        var grid = new RateGrid(1.1, new RateGridOptions(Noise: 0.1, StillGood: 0.25));
        for (var update = 0; update < GridUpdates; update++)
            grid.Add(0.1, update & 1, 10 + (update & 3), change: 0.001);
    }

    private static Action SequentialJudge()
    {
        var start = DateTimeOffset.UnixEpoch;
        var pair = new Pair(Typical, 0);
        var changes = Enumerable.Range(0, Pair.Minutes).Select(_ => pair.Next())
            .Select(minute => new TrafficChange(start.AddMinutes(minute.Index - 1), start.AddMinutes(minute.Index), minute.Candidate, minute.Stable)).ToArray();
        return () =>
        {
            var judge = new SequentialJudge(new SequentialSpec { WarmUp = TimeSpan.Zero }, start);
            for (var update = 0; update < JudgeUpdates; update++)
                judge.Add(changes[update % changes.Length]);
        };
    }
}
