using Slipway.Bench.Judge.Pairs;
using Slipway.Bench.Judge.Report;
using Slipway.Bench.Results;
using Spectre.Console;

namespace Slipway.Bench.Judge;

/// <summary>
/// Judges side by side over thousands of simulated pairs: how often each takes back a version that is not worse, and how soon one
/// that is. Not one of <c>all</c>: it takes minutes and, but for its cost figures, no timing.
/// </summary>
public static class JudgeBench
{
    public const string Word = "judge";

    public const int DefaultPairs = 2000;

    /// <summary>Runs what was asked for. Everything is kept and written to the page; a part is only shown.</summary>
    public static async Task<int> RunAsync(BenchContext context, BenchOptions options, CancellationToken cancellation)
    {
        var scenarios = Scenarios.All.Where(scenario => options.Only is not { } only || scenario.FullName.Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        if (scenarios.Count == 0)
            throw new BenchFailedException($"no scenario has '{options.Only}' in its name; there are:\n{string.Join('\n', Scenarios.All.Select(scenario => scenario.FullName))}");
        var outcomes = new List<ScenarioOutcome>(scenarios.Count);
        foreach (var scenario in scenarios)
        {
            outcomes.Add(Tournament.Run(scenario, options.Seeds ?? DefaultPairs, cancellation));
            context.Console.WriteLine(OutcomeText.Lines(outcomes[^1]));
        }

        if (options.Only is not null)
            return 0;
        var result = JudgeResult.Of(context, outcomes);
        context.Console.WriteLine(await ResultWriter.WriteAsync(result, Path.Combine(options.Root, "bench/results"), context.Console, cancellation));
        await JudgePage.WriteAsync(result, options.Root, cancellation);
        return 0;
    }
}
