using System.Text;
using Slipway.Testing.Simulation.Mutations;
using Slipway.Testing.Simulation.Plans;

namespace Slipway.Testing.Simulation;

/// <summary>Leaves out of a plan whatever its failure does not need.</summary>
public static class Shrinker
{
    /// <summary>Trials at most: a plan has some thirty happenings, and most go in a few strokes.</summary>
    private const int MaxTrials = 400;

    /// <returns>The smallest plan found that breaks the same rule first, with its trace.</returns>
    public static TrialResult Shrink(TrialResult failed, Mutation? mutation = null)
    {
        var rule = failed.Violations[0].Rule;
        var (plan, trials) = (failed.Plan, 0);
        bool Fails(TrialPlan candidate) => trials++ < MaxTrials && Trial.Run(candidate, mutation).Violations is [var first, ..] && first.Rule == rule;

        // Halves, quarters, ... and at last one by one, until nothing can go any more.
        for (var length = plan.Happenings.Count / 2; length > 0 && trials < MaxTrials;)
        {
            var before = plan;
            for (var start = plan.Happenings.Count - length; start > -length && trials < MaxTrials; start -= length)
            {
                var from = Math.Max(0, start);
                var candidate = plan with { Happenings = [.. plan.Happenings.Take(from), .. plan.Happenings.Skip(start + length)] };
                if (Fails(candidate))
                    plan = candidate;
            }

            if (ReferenceEquals(before, plan) || length > 1)
                length /= 2;
        }

        foreach (var simplify in (Func<TrialPlan, TrialPlan>[])[WithRightClocks, WithOneServer, WithNamedApps])
        {
            if (simplify(plan) is var simpler && Fails(simpler))
                plan = simpler;
        }

        return Trial.Run(plan, mutation, traced: true);
    }

    /// <summary>The seed, what is needed of its plan, and what happens, for people.</summary>
    public static string Explain(TrialResult failed, Mutation? mutation = null)
    {
        var small = Shrink(failed, mutation);
        var text = new StringBuilder();
        text.AppendLine($"seed {failed.Plan.Seed}: {failed.Violations[0]}");
        text.AppendLine($"To see it again: ./dev simulate --seed {failed.Plan.Seed}");
        text.AppendLine($"Needed of its {failed.Plan.Happenings.Count} happenings, on {small.Plan.Clocks.Count} server(s):");
        foreach (var happening in small.Plan.Happenings)
            text.AppendLine($"  {happening}");
        text.AppendLine("What happens:");
        foreach (var line in small.Trace)
            text.AppendLine($"  {line}");
        return text.ToString();
    }

    private static TrialPlan WithRightClocks(TrialPlan plan) => plan with { Clocks = [.. plan.Clocks.Select(_ => TimeSpan.Zero)] };

    private static TrialPlan WithOneServer(TrialPlan plan) =>
        plan with { Clocks = [plan.Clocks[0]], Happenings = [.. plan.Happenings.Select(h => h.Server is null ? h : h with { Server = 0 })] };

    private static TrialPlan WithNamedApps(TrialPlan plan) =>
        plan with { Apps = [.. plan.Apps.Where(app => plan.Happenings.Any(h => h.App == app.App))] };
}
