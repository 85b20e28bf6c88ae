using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Tests.Planning;
using Xunit;

namespace Slipway.Core.Tests.Engine;

public sealed class EngineInstrumentsTests
{
    [Fact]
    public void A_live_rollout_is_seen_in_the_store_and_in_its_phase() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        await world.RestAsync(1);
        (Live(world), Driven(world, "running"), Driven(world, "promoted")).ShouldBe((0, 0, 0));

        var rollout = await world.DeployAsync("2.0.0");
        await world.UntilAsync(rollout.Id, s => s.ExposedAt is not null);
        (Live(world), Driven(world, "running")).ShouldBe((1, 1));
        world.Figures.Now("slipway.servers").ShouldBe(1);
        world.Figures.Now("slipway.lease.renewal.age").ShouldNotBeNull().ShouldBeLessThanOrEqualTo(1);

        await world.EndAsync(rollout.Id);
        await world.RestAsync(1);
        (Live(world), Driven(world, "running")).ShouldBe((0, 0));
    });

    [Fact]
    public void A_server_that_cannot_renew_tells_for_how_long() => Cluster.Run(Samples.Canary, 1, async cluster =>
    {
        var one = cluster.Start("one");
        await cluster.RestAsync(5);
        one.IsCutOff = true;
        await cluster.RestAsync(60);
        one.Figures.Now("slipway.lease.renewal.age").ShouldNotBeNull().ShouldBeInRange(59, 61);
    });

    private static double? Live(World world) => world.Figures.Now("slipway.rollouts.live");

    private static double? Driven(World world, string phase) => world.Figures.Now($"slipway.rollouts.driven{{phase={phase}}}");
}
