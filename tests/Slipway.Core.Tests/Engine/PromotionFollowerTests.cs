using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Engine.Trains;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Engine;

public sealed class PromotionFollowerTests
{
    private static readonly PromotionSpec Auto = new() { After = ["staging"], Auto = true };

    [Fact]
    public void What_is_promoted_below_comes_by_itself_once() => Run(async world =>
    {
        await FollowAsync(world);
        var rollout = await world.EndAsync("shop.production.1");

        (rollout.Plan.Release.Version.ToString(), rollout.StartedBy).ShouldBe(("2.0.0", "promotion"));
        rollout.Reason.ShouldBe("shop.staging.1 was promoted in staging");
        await FollowAsync(world);
        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(1);
    });

    [Fact]
    public void Without_auto_nothing_comes() => Run(
        async world =>
        {
            await FollowAsync(world);
            (await world.EnvironmentAsync("shop")).Version.ShouldBe(0);
        },
        Auto with { Auto = false });

    [Fact]
    public void It_soaks_below_first() => Run(
        async world =>
        {
            await FollowAsync(world);
            await world.RestAsync(60);
            var rollout = (await world.Ledger.LoadAsync("shop.production.1", default))!;

            rollout.Provisioned.ShouldBeFalse();
            rollout.NotBefore!.For.ShouldContain("2.0.0 to have been stable in staging for 1h");
        },
        Auto with { Soak = TimeSpan.FromHours(1) });

    [Fact]
    public void One_that_was_taken_back_does_not_come_again() => Run(async world =>
    {
        await FollowAsync(world);
        await world.Rollouts.CommandAsync("shop.production.1", new Command.Abort("bob", null), "bob", default);
        await world.EndAsync("shop.production.1");

        await FollowAsync(world);
        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(1);

        await PromoteBelowAsync(world, "2.0.1");
        await FollowAsync(world);
        (await world.EndAsync("shop.production.2")).Plan.Release.Version.ToString().ShouldBe("2.0.1");
    });

    [Fact]
    public void A_held_release_comes_when_the_hold_is_lifted_and_until_then_it_says_why() => Run(async world =>
    {
        await world.Rollouts.HoldAsync(new Request.Hold("shop", "production", "2.0.0", "not yet", "bob"), default);
        await FollowAsync(world);
        await FollowAsync(world);
        var environment = await world.EnvironmentAsync("shop");
        environment.NotPromoted!.Why.ShouldContain("2.0.0 is held in shop/production: not yet");
        environment.Version.ShouldBe(2);

        await world.Rollouts.LiftAsync(new Request.Lift("shop", "production", "2.0.0", "now", "bob"), default);
        await FollowAsync(world);

        (await world.EnvironmentAsync("shop")).Live.ShouldBe("shop.production.1");
        (await world.EnvironmentAsync("shop")).NotPromoted.ShouldBeNull();
    });

    [Fact]
    public void It_waits_for_another_rollout_and_the_newest_comes_then() => Run(async world =>
    {
        world.Promotion = null;
        var other = await world.DeployAsync("shop", "production", "1.5.0");
        world.Promotion = Auto;
        await FollowAsync(world);
        (await world.EnvironmentAsync("shop")).NotPromoted!.Rollout.ShouldBe(other);
        await PromoteBelowAsync(world, "2.0.1");
        await world.EndAsync(other);

        await FollowAsync(world);

        (await world.EndAsync("shop.production.2")).Plan.Release.Version.ToString().ShouldBe("2.0.1");
    });

    [Fact]
    public void One_that_somebody_brings_by_hand_and_thinks_better_of_does_not_come_behind_their_back() => Run(async world =>
    {
        var byHand = await world.DeployAsync("shop", "production", "2.0.0");
        await FollowAsync(world);
        await world.Rollouts.CommandAsync(byHand, new Command.Abort("bob", null), "bob", default);
        await world.EndAsync(byHand);

        await FollowAsync(world);

        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(1);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Broken_off_it_comes_all_the_same_and_once(bool isWritten) => Run(async world =>
    {
        (await EndsAsync(FollowAsync(world.Follower(new BreakingStore(world.Store, 1, isWritten))))).ShouldBeTrue();
        await FollowAsync(world);
        await world.EndAsync("shop.production.1");
        await FollowAsync(world);

        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(1);
    });

    [Fact]
    public void Of_two_servers_one_brings_it() => Run(async world =>
    {
        await Task.WhenAll(FollowAsync(world), FollowAsync(world));
        await world.EndAsync("shop.production.1");
        await FollowAsync(world);

        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(1);
    });

    [Fact]
    public void An_environment_is_concerned_by_what_happens_there_and_below() => Run(async world =>
    {
        var place = (await world.Follower(world.Store).FollowingAsync(default)).Single(p => p.Key.App == "shop");

        PromotionFollower.IsConcerned(place, new HashSet<EnvironmentKey> { new("shop", "production") }).ShouldBeTrue();
        PromotionFollower.IsConcerned(place, new HashSet<EnvironmentKey> { new("shop", "staging") }).ShouldBeTrue();
        PromotionFollower.IsConcerned(place, new HashSet<EnvironmentKey> { new("catalog", "staging") }).ShouldBeFalse();
    });

    [Fact]
    public void A_server_follows_promotions_as_they_come() => Run(async world =>
    {
        world.Conduct();
        await world.RestAsync(30);
        await PromoteBelowAsync(world, "2.0.1");
        await world.RestAsync(5);

        (await world.EndAsync("shop.production.2")).Plan.Release.Version.ToString().ShouldBe("2.0.1");
    });

    /// <summary>A world where 2.0.0 of shop is promoted in staging.</summary>
    private static void Run(Func<TrainWorld, Task> test, PromotionSpec? promotion = null) => TrainWorld.Run(async world =>
    {
        world.Promotion = promotion ?? Auto;
        await PromoteBelowAsync(world, "2.0.0");
        await test(world);
    });

    private static async Task PromoteBelowAsync(TrainWorld world, string version) => await world.EndAsync(await world.DeployAsync("shop", "staging", version));

    /// <summary>Whether its process ended under it. Not Should.ThrowAsync: that would leave the one thread.</summary>
    private static async Task<bool> EndsAsync(Task task)
    {
        try
        {
            await task;
            return false;
        }
        catch (PortUnavailableException)
        {
            return true;
        }
    }

    private static Task FollowAsync(TrainWorld world) => FollowAsync(world.Follower(world.Store));

    private static async Task FollowAsync(PromotionFollower follower) => await follower.FollowAsync(await follower.FollowingAsync(default), default);
}
