using System.Collections.Concurrent;
using Shouldly;
using Slipway.Core.Rollouts;
using Slipway.Testing.Simulation;
using Slipway.Testing.Simulation.Plans;
using Xunit;

namespace Slipway.Core.Tests.Simulation;

public sealed class TrialTests
{
    /// <summary>How many seeds are tried; more by <c>SLIPWAY_SEEDS=10000</c>.</summary>
    private const int Seeds = 2000;

    [Fact]
    public void Whatever_people_say_and_whatever_fails_what_always_holds_holds_and_every_rollout_ends()
    {
        var seeds = int.TryParse(Environment.GetEnvironmentVariable("SLIPWAY_SEEDS"), out var more) ? more : Seeds;
        var bad = new ConcurrentBag<TrialResult>();
        var coverage = new Coverage();
        Parallel.For(1, seeds + 1, seed =>
        {
            var result = Trial.Run(PlanDraw.Draw(seed));
            lock (coverage)
                coverage.Add(result.Coverage);
            if (result.Violations.Count > 0)
                bad.Add(result);
        });

        if (bad.MinBy(r => r.Plan.Seed) is { } first)
            Assert.Fail($"{bad.Count} of {seeds} seeds fail. {Shrinker.Explain(first)}");
        // A trial that never gets anywhere proves nothing.
        if (seeds < Seeds)
            return;
        coverage.MissingPairs.ShouldBeEmpty("a pair of step and fault never happened");
        coverage.Phases.Keys.ShouldBe(Enum.GetValues<RolloutPhase>(), ignoreOrder: true);
        foreach (var kind in Enum.GetValues<OperationKind>())
            coverage.Operations.Keys.ShouldContain((kind, true), $"{kind} was never accepted");
    }

    [Fact]
    public void The_same_seed_is_the_same_trial() =>
        Trial.Run(PlanDraw.Draw(7), traced: true).Trace.ShouldBe(Trial.Run(PlanDraw.Draw(7), traced: true).Trace);
}
