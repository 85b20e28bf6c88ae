using System.Diagnostics;
using Slipway.Bench.Judge.Pairs;
using Slipway.Bench.Judge.Sampling;
using Slipway.Bench.Results;
using Slipway.Core.Analysis;
using Slipway.Core.Analysis.Kayenta;
using Slipway.Core.Analysis.Sequential;
using Slipway.Core.Specs.Model;

namespace Slipway.Bench.Judge;

/// <summary>What a judgement costs. The best of several turns, short ones where they can be: what else the machine does only adds to it.</summary>
public static class JudgeCosts
{
    private const int Turns = 7;
    private const int ShortTurns = 200;
    private const int GridUpdates = 5_000;
    private const int JudgeUpdates = 2 * Pair.Minutes;
    private const int KayentaMetrics = 1000;
    private const int KayentaPoints = 1440;
    private const double UpdateGoalMicroseconds = 1;
    private const double KayentaGoalSeconds = 1;

    private static readonly Scenario Typical = Scenarios.All.First(scenario => scenario is { Group: ScenarioGroup.Same, PerMinute: 1000, StableTimes: 9 } && scenario.ErrorRate.Equals(0.01));

    public static IEnumerable<Figure> Measure()
    {
        yield return new Figure("one scrape of one metric taken in by the grid", Math.Round(Best(Grid, ShortTurns).TotalMicroseconds / GridUpdates, 3), "µs", UpdateGoalMicroseconds);
        yield return new Figure("one scrape of error rate and all latencies taken in by the sequential judge", Math.Round(Best(SequentialJudge(), ShortTurns).TotalMicroseconds / JudgeUpdates, 3), "µs");
        yield return new Figure($"Kayenta judge, {KayentaMetrics:N0} metrics of {KayentaPoints:N0} points an arm", Math.Round(Best(Kayenta(), Turns).TotalSeconds, 3), "s", KayentaGoalSeconds);
    }

    private static TimeSpan Best(Action turn, int turns)
    {
        var best = TimeSpan.MaxValue;
        for (var number = 0; number < turns; number++)
        {
            var begin = Stopwatch.GetTimestamp();
            turn();
            var took = Stopwatch.GetElapsedTime(begin);
            best = took < best ? took : best;
        }

        return best;
    }

    private static void Grid()
    {
        // With all that the sequential judge asks of its grid for errors, and a change expected with each scrape.
        var grid = new RateGrid(1.1, new RateGridOptions(Noise: 0.14, StillGood: 0.25));
        for (var update = 0; update < GridUpdates; update++)
            grid.Add(0.1, update & 1, 10 + (update & 3), change: 1e-5);
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

    private static Action Kayenta()
    {
        var chance = new Chance(1);
        double[] Points() => [.. Enumerable.Range(0, KayentaPoints).Select(_ => Math.Exp(chance.Normal()))];
        var input = new KayentaInput
        {
            Metrics = [.. Enumerable.Range(0, KayentaMetrics).Select(number => new KayentaMetric { Name = $"m{number}", Candidate = Points(), Baseline = Points() })],
        };
        return () => KayentaAnalysis.Judge(input);
    }
}
