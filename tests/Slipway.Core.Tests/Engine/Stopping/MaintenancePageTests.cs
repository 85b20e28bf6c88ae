using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Stopping;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Rollouts;
using Slipway.Core.Tests.Planning;
using Xunit;

namespace Slipway.Core.Tests.Engine.Stopping;

/// <summary>In which order a stop shows the page and ends instances, and what it does when something is in the way.</summary>
public sealed class MaintenancePageTests
{
    [Fact]
    public void The_page_is_up_before_instances_go_and_down_once_they_are_back_and_ready() => StopWorld.Run(async world =>
    {
        (await world.BeginAsync()).IsAccepted.ShouldBeTrue();
        await world.DriveAsync();
        world.Ports.Log.ShouldBe(["page up", "0 instances"]);
        (await world.StopAsync())!.Done.ShouldBe(["shop/production shows its maintenance page", "1.0.0 on blue of shop/production has 0 instances"]);

        world.Ports.AreReady = false;
        await world.LiftAsync();
        for (var round = 0; round < 3; round++)
            (await world.Driver().DriveAsync(default)).ShouldBeTrue();
        world.Ports.Log.Skip(2).ShouldBe(["4 instances"], "started once, however often it is looked at");
        (await world.StopAsync())!.Trouble.ShouldBe("the maintenance page of shop/production stays until 4 instances of 1.0.0 on blue are ready: 0 are, it crashes");

        world.Ports.AreReady = true;
        await world.DriveAsync();
        world.Ports.Log.ShouldBe(["page up", "0 instances", "4 instances", "page down"]);
        (await world.StopAsync()).ShouldBeNull();
    });

    [Fact]
    public void Whoever_takes_over_after_a_kill_at_any_point_ends_where_one_would_have_ended()
    {
        for (var kill = 1; kill <= 4; kill++)
        {
            var left = kill;
            StopWorld.Run(async world =>
            {
                world.Ports.Before = () => Die(ref left);
                await world.BeginAsync();
                await DriveOnAsync(world);
                world.Ports.Shown.ShouldBe(1);
                world.Ports.Log.ShouldBe(["page up", "0 instances"]);
                await world.LiftAsync();
                await DriveOnAsync(world);
                world.Ports.Shown.ShouldBeNull();
                world.Ports.Log.ShouldBe(["page up", "0 instances", "4 instances", "page down"]);
                (await world.StopAsync()).ShouldBeNull();
                left.ShouldBeLessThanOrEqualTo(0, "the kill was met");
            });
        }
    }

    [Fact]
    public void A_page_that_cannot_be_shown_is_tried_again_and_holds_up_the_end_of_instances_only_for_a_while() => StopWorld.Run(async world =>
    {
        world.Ports.IsPageAway = true;
        await world.BeginAsync();
        (await world.Driver().DriveAsync(default)).ShouldBeTrue();
        world.Ports.Log.ShouldBeEmpty();
        (await world.StopAsync())!.Trouble.ShouldBe("the page is away");

        await world.RestAsync(10);
        (await world.Driver().DriveAsync(default)).ShouldBeTrue();
        world.Ports.Log.ShouldBe(["0 instances"]);

        world.Ports.IsPageAway = false;
        await world.DriveAsync();
        world.Ports.Shown.ShouldBe(1);
        (await world.StopAsync())!.Phase.ShouldBe(StopPhase.Standing);
    });

    [Fact]
    public void What_can_show_no_page_is_refused_and_nothing_is_frozen() => StopWorld.Run(async world =>
    {
        world.Ports.PageProblems = ["the spec names none: write it"];
        var refusal = (await world.BeginAsync()).Refusal!;
        (refusal.Kind, refusal.Message).ShouldBe((RefusalKind.Blocked, "shop/production cannot show a maintenance page: the spec names none: write it; or stop without it"));

        world.Spec = world.Spec with { Traffic = null };
        (await world.BeginAsync()).Refusal!.Message.ShouldContain("environments.production of its spec has no traffic");
        (await world.Stops.BeginAsync("other/*", "fire", [], [Samples.Key], new("alice"), default)).Refusal!.Message.ShouldContain("shop/production is not in other/*");
        (await world.FreezesAsync()).Freezes.ShouldBeEmpty();
        (await world.StopAsync()).ShouldBeNull();
    });

    [Fact]
    public void A_page_that_another_stop_shows_is_refused() => StopWorld.Run(async world =>
    {
        await world.BeginAsync(zero: false);
        var second = await world.Stops.BeginAsync("shop/*", "fire", [], [Samples.Key], new("bob"), default);
        second.Refusal!.Message.ShouldBe("stop-1 by alice shows the maintenance page of shop/production already: stop without it");
        (await world.Stops.BeginAsync("shop/*", "fire", [], [], new("bob"), default)).IsAccepted.ShouldBeTrue();
    });

    [Fact]
    public void It_is_taken_down_as_it_was_put_up_whatever_the_spec_says_by_then() => StopWorld.Run(async world =>
    {
        await world.BeginAsync(zero: false);
        await world.DriveAsync();
        world.Spec = world.Spec with { Traffic = null };
        await world.LiftAsync();
        await world.DriveAsync();
        world.Ports.Shown.ShouldBeNull();
    });

    [Fact]
    public void A_rollout_that_begins_after_the_stop_does_not_wait_for_the_page() => StopWorld.Run(async world =>
    {
        await world.BeginAsync();
        await world.DriveAsync();
        world.Ports.AreReady = false;
        await world.LiftAsync();
        (await world.Driver().DriveAsync(default)).ShouldBeTrue();

        var rollout = await world.DeployAsync("2.0.0");
        await world.DriveAsync();
        world.Ports.Shown.ShouldBeNull();
        world.Ports.AreReady = true;
        (await world.EndAsync(rollout)).Phase.ShouldBe(RolloutPhase.Succeeded);
    });

    [Fact]
    public void A_rollback_beneath_the_page_waits_for_its_end_and_goes_on() => StopWorld.Run(async world =>
    {
        var rollout = await world.DeployAsync("2.0.0");
        await world.UntilAsync(rollout, state => state.ExposedAt is not null);
        await world.BeginAsync(zero: false);
        await world.DriveAsync();
        await world.AbortAsync(rollout);
        await world.RestAsync(300);
        (await world.UntilAsync(rollout, state => state.IsRollingBack)).IsLive.ShouldBeTrue();

        await world.LiftAsync();
        await world.DriveAsync();
        (await world.EndAsync(rollout)).Phase.ShouldBe(RolloutPhase.RolledBack);
    }, Samples.Canary);

    [Fact]
    public void Nobody_is_judged_by_what_the_page_answers() => StopWorld.Run(async world =>
    {
        var rollout = await world.DeployAsync("2.0.0");
        await world.UntilAsync(rollout, state => state.ExposedAt is not null);
        world.Ports.PassedOver.ShouldBe(0);
        await world.BeginAsync(zero: false);
        await world.DriveAsync();
        await world.RestAsync(5);
        world.Ports.PassedOver.ShouldBeGreaterThan(0);

        await world.LiftAsync();
        await world.DriveAsync();
        await world.RestAsync(1);
        var before = world.Ports.PassedOver;
        (await world.EndAsync(rollout)).Phase.ShouldBe(RolloutPhase.Succeeded);
        world.Ports.PassedOver.ShouldBe(before);
    }, Samples.Canary);

    private static async Task DriveOnAsync(StopWorld world)
    {
        while (true)
        {
            try
            {
                await world.DriveAsync();
                return;
            }
            catch (InvalidOperationException killed) when (killed.Message == "killed")
            {
                // The next server takes over.
            }
        }
    }

    private static void Die(ref int left)
    {
        if (--left == 0)
            throw new InvalidOperationException("killed");
    }
}
