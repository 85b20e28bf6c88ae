using Slipway.Bench.Judge.Contenders;
using Slipway.Bench.Judge.Pairs;
using Slipway.Bench.Results;

namespace Slipway.Bench.Judge.Report;

/// <summary>What all scenarios come to, and whether the goals are met.</summary>
public static class JudgeResult
{
    private const double FalseGoalPercent = 1;
    private const double NoisyFalseGoalPercent = 2;
    private const double FoundGoalPercent = 99;

    /// <summary>A candidate is there to be found where who knows the ratio finds it this often within the time.</summary>
    private const double AttainablePercent = 99;

    private static readonly double[] Ratios = [1.5, 2, 3, 5, 10];

    public static BenchResult Of(BenchContext context, IReadOnlyList<ScenarioOutcome> outcomes) => new()
    {
        Name = JudgeBench.Word,
        At = context.Time.GetUtcNow(),
        Machine = Machine.Read(),
        Figures = [.. FalseRollbacks(outcomes), .. Exposure(outcomes), .. Found(outcomes), .. Detection(), .. JudgeCosts.Measure()],
        Notes =
        [
            $"{outcomes[0].Pairs:N0} pairs of {Pair.Minutes} minutes for each scenario, one scrape and one look a minute; seeded, so a run repeats to the last digit but for the costs.",
            "A judge that never took a candidate back counts with all its requests and minutes.",
            "Slipway's has the defaults of a spec that says nothing of analysis, but no warm-up; the hot trigger does not take part.",
        ],
        Scenarios = outcomes,
    };

    private static IEnumerable<Figure> FalseRollbacks(IReadOnlyList<ScenarioOutcome> outcomes)
    {
        foreach (var (what, goal, groups) in new[]
        {
            ("the same version, shared drift and bursts included", FalseGoalPercent, new[] { ScenarioGroup.Same, ScenarioGroup.Drift }),
            ("noise of each side", NoisyFalseGoalPercent, [ScenarioGroup.Noise]),
            ("pods that differ", NoisyFalseGoalPercent, [ScenarioGroup.Pods]),
        })
        {
            var chosen = outcomes.Where(outcome => groups.Contains(outcome.Group)).ToList();
            yield return new Figure($"false rollbacks, {what}: mean of {chosen.Count} scenarios", Math.Round(chosen.Average(outcome => outcome.Slipway.Stopped.Percent), 3), "%", goal);
            yield return new Figure($"false rollbacks, {what}: worst of {chosen.Count} scenarios", chosen.Max(outcome => outcome.Slipway.Stopped.Percent), "%", goal);
        }
    }

    private static IEnumerable<Figure> Exposure(IReadOnlyList<ScenarioOutcome> outcomes)
    {
        foreach (var (rate, goal) in new[] { (0.001, 1.0 / 4), (0.01, 1.0 / 15) })
        {
            var (equal, all, several) = (Doubled(1), Doubled(9), Doubled(9, instances: 3));
            yield return Part($"{equal.Name}: part of Kayenta hourly's", equal, equal);
            yield return Part($"{all.Name}: part of Kayenta hourly's", all, all);
            yield return Part($"{all.Name}: part of Kayenta hourly's with a baseline of 1000", all, equal);
            yield return Part($"{several.Name}: part of Kayenta hourly's with a baseline of 1000", several, equal);

            ScenarioOutcome Doubled(double times, int instances = 1) => Errors(
                outcomes,
                scenario => scenario is { ErrorRatio: 2, PerMinute: 1000, MinuteNoise: 0 } && scenario.ErrorRate.Equals(rate) && scenario.StableTimes.Equals(times) && scenario.Instances == instances).Single();
            Figure Part(string what, ScenarioOutcome ours, ScenarioOutcome theirs) =>
                new($"requests exposed, {what}", Math.Round(ours.Slipway.MeanRequests / theirs.Of(Entry.Kayenta)!.MeanRequests, 4), "", goal);
        }
    }

    private static IEnumerable<Figure> Found(IReadOnlyList<ScenarioOutcome> outcomes)
    {
        foreach (var outcome in Errors(outcomes, scenario => scenario.PerMinute >= 100))
        {
            var isAttainable = outcome.Of(Entry.Oracle)!.Stopped.Percent >= AttainablePercent;
            yield return new Figure($"found, {outcome.Name}", outcome.Slipway.Stopped.Percent, "%", isAttainable ? FoundGoalPercent : null, GoalIsMinimum: true);
        }
    }

    /// <summary>The outcomes of those scenarios with more errors that are wanted.</summary>
    private static IEnumerable<ScenarioOutcome> Errors(IReadOnlyList<ScenarioOutcome> outcomes, Func<Scenario, bool> wanted) =>
        Scenarios.All.Where(scenario => scenario.Group == ScenarioGroup.Errors && wanted(scenario))
            .Select(scenario => outcomes.First(outcome => outcome.Group == scenario.Group && outcome.Name == scenario.Name));

    private static IEnumerable<Figure> Detection()
    {
        foreach (var alpha in new[] { 0.05, 0.01 })
        {
            foreach (var (share, goal) in new[] { (0.5, 1.35), (0.1, 1.5) })
            {
                foreach (var ratio in Ratios)
                    yield return new Figure($"errors to detection by the grid, α = {alpha}, share {share}, ratio {ratio}: multiple of the bound", Math.Round(new ErrorsToDetection(alpha, share, ratio).MultipleOfBound(), 3), "", goal);
            }
        }
    }
}
