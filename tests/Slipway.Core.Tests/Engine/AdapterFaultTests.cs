using Shouldly;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Tests.Planning;
using Xunit;

namespace Slipway.Core.Tests.Engine;

/// <summary>Adapters that throw what no contract speaks of.</summary>
public sealed class AdapterFaultTests
{
    [Fact]
    public void An_order_that_fails_in_an_unexpected_way_has_an_unknown_outcome_and_ends_with_its_step() => Cluster.Run(Samples.Canary, 1, async cluster =>
    {
        var server = cluster.Start("one");
        var broken = 0;
        cluster.Worlds.BeforeOrder = order =>
        {
            if (order.Key.EndsWith("/3/set-weights", StringComparison.Ordinal) && order.Key.StartsWith("app-00.production.2", StringComparison.Ordinal))
            {
                broken++;
                throw new InvalidOperationException("a bug of the adapter");
            }
        };
        await Cluster.DeployAsync(server, "app-00", "1.0.0");
        await cluster.UntilAsync(async () => (await cluster.LoadAsync("app-00.production.1")).Phase == RolloutPhase.Succeeded);

        var id = await Cluster.DeployAsync(server, "app-00", "2.0.0");
        await cluster.UntilAsync(async () => (await cluster.LoadAsync(id)).Effect is { Outcome: EffectOutcome.Unknown });
        (await cluster.LoadAsync(id)).Effect!.Error.ShouldBe("InvalidOperationException: a bug of the adapter");
        var took = await cluster.UntilAsync(async () => !(await cluster.LoadAsync(id)).IsLive);

        var state = await cluster.LoadAsync(id);
        state.Phase.ShouldBe(RolloutPhase.RolledBack);
        state.Cause!.Sentence.ShouldContain("a bug of the adapter");
        took.ShouldBeLessThan(Limits.ShiftWithin + TimeSpan.FromMinutes(1));
        broken.ShouldBeLessThan(40);
    });

    [Fact]
    public void A_time_limit_of_the_adapters_own_is_no_end_of_the_driver() => Cluster.Run(Samples.Canary, 1, async cluster =>
    {
        var server = cluster.Start("one");
        var orders = 0;
        cluster.Worlds.BeforeOrder = _ =>
        {
            if (orders++ == 0)
                throw new TaskCanceledException("the adapter's own limit");
        };

        var id = await Cluster.DeployAsync(server, "app-00", "1.0.0");

        await cluster.UntilAsync(async () => (await cluster.LoadAsync(id)).Phase == RolloutPhase.Succeeded);
        orders.ShouldBeGreaterThan(1);
    });

    [Fact]
    public void A_look_that_fails_in_an_unexpected_way_sees_nothing_and_is_taken_again() => Cluster.Run(Samples.Canary, 1, async cluster =>
    {
        var server = cluster.Start("one");
        var looks = 0;
        cluster.Worlds.BeforeLook = () =>
        {
            if (looks++ < 3)
                throw new InvalidOperationException("a bug of the adapter");
        };

        var id = await Cluster.DeployAsync(server, "app-00", "1.0.0");

        await cluster.UntilAsync(async () => (await cluster.LoadAsync(id)).Phase == RolloutPhase.Succeeded);
    });
}
