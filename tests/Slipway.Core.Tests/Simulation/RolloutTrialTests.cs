using Shouldly;
using Slipway.Testing.Simulation;
using Xunit;

namespace Slipway.Core.Tests.Simulation;

public sealed class RolloutTrialTests
{
    /// <summary>How many seeds are tried; more by <c>SLIPWAY_SEEDS=10000</c>, one by <c>SLIPWAY_SEED=n</c>.</summary>
    private const int Seeds = 300;

    [Fact]
    public void Whatever_people_say_and_whatever_fails_what_always_holds_holds_and_every_rollout_ends() =>
        Tried().SelectMany(RolloutTrial.Run).Take(10).ShouldBeEmpty();

    [Fact]
    public void The_same_seed_is_the_same_trial() => RolloutTrial.Run(1).ShouldBe(RolloutTrial.Run(1));

    private static IEnumerable<int> Tried() =>
        int.TryParse(Environment.GetEnvironmentVariable("SLIPWAY_SEED"), out var seed)
            ? [seed]
            : Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable("SLIPWAY_SEEDS"), out var seeds) ? seeds : Seeds);
}
