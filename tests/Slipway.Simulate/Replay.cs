using Slipway.Testing.Simulation;

namespace Slipway.Simulate;

/// <summary>One trial, told.</summary>
internal static class Replay
{
    /// <returns>False when the trial fails.</returns>
    public static bool Run(SimulateOptions options, int seed, TextWriter output)
    {
        var result = Trial.Run(options.PlanOf(seed), options.Mutation, traced: true);
        if (result.Violations.Count > 0 && !options.Whole)
        {
            output.Write(Shrinker.Explain(result, options.Mutation));
            return false;
        }

        output.WriteLine($"seed {seed}: {result.Plan.Clocks.Count} server(s), {string.Join(", ", result.Plan.Apps.Select(a => $"{a.App} ({a.Environments[0].Strategy.Name})"))}");
        foreach (var happening in result.Plan.Happenings)
            output.WriteLine($"  {happening}");
        output.WriteLine("What happens:");
        foreach (var line in result.Trace)
            output.WriteLine($"  {line}");
        output.WriteLine(result.Violations.Count == 0 ? "All that always holds holds, and every rollout has ended." : $"{result.Violations.Count} violations");
        return result.Violations.Count == 0;
    }
}
