using Shouldly;
using Slipway.Core.Rollouts;
using Slipway.Testing.Simulation;
using Xunit;

namespace Slipway.Core.Tests.Simulation;

public sealed class RolloutTrialTests
{
    /// <summary>How many seeds are tried; more by <c>SLIPWAY_SEEDS=10000</c>, one by <c>SLIPWAY_SEED=n</c>.</summary>
    private const int Seeds = 250;

    [Fact]
    public void Whatever_people_say_and_whatever_fails_what_always_holds_holds_and_every_rollout_ends()
    {
        var results = Tried().Select(RolloutTrial.Run).ToList();

        results.SelectMany(r => r.Faults).Take(10).ShouldBeEmpty();
        if (results.Count < Seeds)
            return;
        // A trial that never gets anywhere proves nothing.
        var ends = results.SelectMany(r => r.Rollouts).CountBy(r => r.Phase).ToDictionary();
        foreach (var end in (RolloutPhase[])[RolloutPhase.Succeeded, RolloutPhase.RolledBack, RolloutPhase.Cancelled, RolloutPhase.Superseded])
            ends.Keys.ShouldContain(end);
        results.ShouldContain(r => r.Retried > 0);
        results.ShouldContain(r => r.Lives > 5);
    }

    [Fact]
    public void The_same_seed_is_the_same_trial() =>
        RolloutTrial.Run(1).Rollouts.Select(Told).ShouldBe(RolloutTrial.Run(1).Rollouts.Select(Told));

    private static string Told(RolloutState state) => $"{state.Id} {state.Version} {state.Phase} {state.EndedAt:O} {state.Summary}";

    private static IEnumerable<int> Tried() =>
        int.TryParse(Environment.GetEnvironmentVariable("SLIPWAY_SEED"), out var seed)
            ? [seed]
            : Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable("SLIPWAY_SEEDS"), out var seeds) ? seeds : Seeds);
}
