using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Rollouts;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Slipway.Testing.Simulation;
using Xunit;

namespace Slipway.Core.Tests.Engine;

/// <summary>The service over the real engine, in virtual time and a world where everything works.</summary>
public sealed class RolloutServiceTests
{
    [Fact]
    public void A_deploy_while_another_runs_is_blocked_and_names_it() => World.Run(Samples.Canary, async world =>
    {
        var first = await world.DeployedAsync("1.0.0");
        var running = await world.DeployAsync("2.0.0");
        var refused = await world.Service.DeployAsync(World.Deploy("3.0.0", supersede: false), default);

        first.Phase.ShouldBe(RolloutPhase.Succeeded);
        refused.Refusal!.Kind.ShouldBe(RefusalKind.Blocked);
        refused.Refusal.Rollout.ShouldBe(running.Id);
        refused.Refusal.Message.ShouldContain("2.0.0");
    });

    [Fact]
    public void Of_a_chain_that_supersedes_only_the_last_one_is_promoted_and_each_waits_for_the_one_that_began() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        var a = await world.DeployAsync("2.0.0");
        await world.RestAsync(20);
        var b = await world.DeployAsync("3.0.0", supersede: true);
        var c = await world.DeployAsync("4.0.0", supersede: true);

        c.After.ShouldBe(a.Id);
        (await world.EndAsync(c.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        (await world.EndAsync(b.Id)).Phase.ShouldBe(RolloutPhase.Superseded);
        (await world.EndAsync(a.Id)).Phase.ShouldBe(RolloutPhase.Superseded);
        (await world.EndAsync(b.Id)).EndedAt!.Value.ShouldBeGreaterThanOrEqualTo((await world.EndAsync(a.Id)).EndedAt!.Value);
        (await world.EnvironmentAsync()).StableRelease!.Version.ToString().ShouldBe("4.0.0");
    });

    [Fact]
    public void One_that_waits_for_another_and_is_aborted_keeps_the_environment_until_that_one_has_ended() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        await world.DeployAsync("2.0.0");
        await world.RestAsync(20);
        var b = await world.DeployAsync("3.0.0", supersede: true);
        await world.Service.CommandAsync(b.Id, new Command.Abort("alice", null), "alice", default);

        (await world.Service.DeployAsync(World.Deploy("4.0.0", supersede: false), default)).Refusal!.Kind.ShouldBe(RefusalKind.Blocked);
        (await world.EndAsync(b.Id)).Phase.ShouldBe(RolloutPhase.Cancelled);
    });

    [Fact]
    public void A_newer_deploy_takes_over_the_side_that_is_kept_warm() => World.Run(Samples.BlueGreen, async world =>
    {
        await world.DeployedAsync("1.0.0");
        var warm = await world.PromotedAsync("2.0.0");
        var next = await world.DeployAsync("3.0.0");

        (await world.EndAsync(warm.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        (await world.EndAsync(next.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        var environment = await world.EnvironmentAsync();
        environment.StableRelease!.Version.ToString().ShouldBe("3.0.0");
        environment.Releases[environment.Standby].ShouldBeNull();
    });

    [Fact]
    public void A_rollback_while_the_old_side_is_warm_takes_the_rollout_back_and_saying_it_twice_changes_nothing() => World.Run(Samples.BlueGreen, async world =>
    {
        await world.DeployedAsync("0.9.0");
        await world.DeployedAsync("1.0.0");
        var warm = await world.PromotedAsync("2.0.0");
        var back = await world.Service.RollbackAsync(World.Rollback(), default);
        var again = await world.Service.RollbackAsync(World.Rollback(), default);

        back.Value!.Id.ShouldBe(warm.Id);
        again.Value!.Id.ShouldBe(warm.Id);
        (await world.EndAsync(warm.Id)).Phase.ShouldBe(RolloutPhase.RolledBack);
        (await world.EnvironmentAsync()).StableRelease!.Version.ToString().ShouldBe("1.0.0");
        (await world.EnvironmentAsync()).LastKnownGood!.Version.ToString().ShouldBe("0.9.0");
    });

    [Fact]
    public void A_rollback_to_what_is_not_there_any_more_starts_it_again_and_saying_it_twice_changes_nothing() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        await world.DeployedAsync("2.0.0");
        var back = (await world.Service.RollbackAsync(World.Rollback(), default)).Value!;
        var again = await world.Service.RollbackAsync(World.Rollback(), default);

        again.Value!.Id.ShouldBe(back.Id);
        (await world.EndAsync(back.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        (await world.EnvironmentAsync()).StableRelease!.Version.ToString().ShouldBe("1.0.0");
    });

    [Fact]
    public void Without_an_earlier_version_there_is_no_way_back() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");

        (await world.Service.RollbackAsync(World.Rollback(), default)).Refusal!.Kind.ShouldBe(RefusalKind.NoPreviousVersion);
    });

    [Fact]
    public void A_deploy_while_a_promoted_one_is_taken_back_is_blocked() => World.Run(Samples.BlueGreen, async world =>
    {
        await world.DeployedAsync("1.0.0");
        await world.PromotedAsync("2.0.0");
        await world.Service.RollbackAsync(World.Rollback(), default);

        (await world.Service.DeployAsync(World.Deploy("3.0.0", supersede: false), default)).Refusal!.Kind.ShouldBe(RefusalKind.Blocked);
    });

    [Fact]
    public void Traffic_is_switched_between_two_sides_that_run() => World.Run(Samples.BlueGreen, async world =>
    {
        await world.DeployedAsync("1.0.0");
        await world.PromotedAsync("2.0.0");
        var switched = await world.Service.SwitchTrafficAsync(new Request.SwitchTraffic(null, null, Slot.Green, Slot.Blue, Weight.FromPercent(50), null, "alice"), default);

        (await world.EndAsync(switched.Value!.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        (await world.EnvironmentAsync()).Split.ShouldBe(TrafficSplit.With(Slot.Blue, Weight.FromPercent(50)));
    });

    [Fact]
    public void A_retry_goes_on_and_has_the_environment_again() => World.Run(Samples.Canary, async world =>
    {
        var failed = await world.FailedAsync();
        (await world.EnvironmentAsync()).Live.ShouldBeNull();
        var again = await world.Service.CommandAsync(failed.Id, new Command.Retry(), "alice", default);

        again.Value!.Phase.ShouldBe(RolloutPhase.RollingBack);
        (await world.EnvironmentAsync()).Live.ShouldBe(failed.Id);
        (await world.EndAsync(failed.Id)).Phase.ShouldBe(RolloutPhase.RolledBack);
        (await world.EnvironmentAsync()).Live.ShouldBeNull();
    });

    [Fact]
    public void A_retry_is_refused_while_another_rollout_is_there_and_after_it_promoted() => World.Run(Samples.Canary, async world =>
    {
        var failed = await world.FailedAsync();
        var next = await world.DeployAsync("3.0.0");

        (await world.Service.CommandAsync(failed.Id, new Command.Retry(), "alice", default)).Refusal!.Rollout.ShouldBe(next.Id);
        (await world.EndAsync(next.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        (await world.Service.CommandAsync(failed.Id, new Command.Retry(), "alice", default)).Refusal!.Message.ShouldContain("came to shop/production after");
    });
}
