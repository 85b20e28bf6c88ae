using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Rollouts;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Trains;
using Xunit;

namespace Slipway.Core.Tests.Engine.Trains;

public sealed class TrainDriverTests
{
    private static readonly string BadShop = TrainWorld.Document.Replace("shop, version: 2.0.0", "shop, version: bad-2.0.0", StringComparison.Ordinal);

    [Fact]
    public void A_wave_begins_when_the_one_before_is_promoted() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        var id = await world.StartAsync();
        await world.Driver(world.Store).DriveAsync(id, default);

        (await world.RolloutsAsync()).ShouldBe("2 2 1");
        var train = await world.DriveAsync(id);

        train.Summary.ShouldBe("catalog 2.0.0, prices 2.0.0, shop 2.0.0 promoted");
        (await world.StableAsync()).ShouldBe("2.0.0 2.0.0 2.0.0");
        var first = await world.EndAsync("catalog.production.2");
        var last = await world.EndAsync("shop.production.2");
        last.PlannedAt.ShouldBeGreaterThanOrEqualTo(first.PromotedAt!.Value);
        (last.StartedBy, last.Reason).ShouldBe(("alice", "release spring-1.1: a reason"));
    });

    [Fact]
    public void What_is_still_warm_goes_back_by_its_own_rollout() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        var train = await world.DriveAsync(await world.StartAsync(BadShop));

        train.Phase.ShouldBe(TrainPhase.RolledBack, train.Summary);
        train.Summary!.ShouldStartWith("shop bad-2.0.0: shop.production.2 ");
        train.Summary.ShouldEndWith("; rolled back, nothing of it is left");
        (await world.StableAsync()).ShouldBe("1.0.0 1.0.0 1.0.0");
        (await world.RolloutsAsync()).ShouldBe("2 2 2");
        train.App("catalog").WayBack.ShouldBe("catalog.production.2");
    });

    [Fact]
    public void What_is_not_warm_any_more_goes_back_by_another_rollout() => TrainWorld.Run(
        async world =>
        {
            await world.BeginAsync();
            var train = await world.DriveAsync(await world.StartAsync(BadShop + "\nsoak: 20m\n"));

            train.Phase.ShouldBe(TrainPhase.RolledBack, train.Summary);
            (await world.StableAsync()).ShouldBe("1.0.0 1.0.0 1.0.0");
            (await world.RolloutsAsync()).ShouldBe("3 3 2");
            train.App("prices").WayBack.ShouldBe("prices.production.3");
        });

    [Fact]
    public void Told_to_stop_it_leaves_what_it_brought() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        var train = await world.DriveAsync(await world.StartAsync(BadShop + "\nonFailure: stop\n"));

        train.Phase.ShouldBe(TrainPhase.Stopped);
        (await world.StableAsync()).ShouldBe("2.0.0 2.0.0 1.0.0");
    });

    [Fact]
    public void A_person_who_has_enough_gets_all_of_it_back() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        var id = await world.StartAsync();
        await world.Driver(world.Store).DriveAsync(id, default);
        (await world.Service.AbortAsync(id, null, "bob", default)).Refusal!.Kind.ShouldBe(RefusalKind.Invalid);
        (await world.Service.AbortAsync(id, "the prices are wrong", "bob", default)).IsAccepted.ShouldBeTrue();

        var train = await world.DriveAsync(id);

        train.Summary.ShouldBe("aborted by bob: the prices are wrong; rolled back, nothing of it is left");
        (await world.StableAsync()).ShouldBe("1.0.0 1.0.0 1.0.0");
        (await world.RolloutsAsync()).ShouldBe("2 2 1");
        (await world.Service.AbortAsync(id, "again", "bob", default)).Refusal!.Kind.ShouldBe(RefusalKind.Blocked);
    });

    [Fact]
    public void A_rollback_of_one_by_hand_is_a_rollback_of_all() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        var id = await world.StartAsync(TrainWorld.Document + "\nsoak: 1h\n");
        await world.Driver(world.Store).DriveAsync(id, default);
        await world.EndAsync("catalog.production.2");
        await world.EndAsync("prices.production.2");
        await world.Driver(world.Store).DriveAsync(id, default);
        (await world.Rollouts.RollbackAsync(new Request.Rollback("prices", "production", null, "wrong", "bob"), default)).IsAccepted.ShouldBeTrue();

        var train = await world.DriveAsync(id);

        train.Summary!.ShouldStartWith("prices 2.0.0: prices.production.3 takes it back, as bob asked: wrong; rolled back");
        (await world.StableAsync()).ShouldBe("1.0.0 1.0.0 1.0.0");
    });

    [Fact]
    public void What_somebody_changed_since_is_left_alone_and_said() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        var id = await world.StartAsync(TrainWorld.Document + "\nsoak: 1h\n");
        await world.Driver(world.Store).DriveAsync(id, default);
        await world.EndAsync("catalog.production.2");
        await world.EndAsync("prices.production.2");
        await world.EndAsync(await world.DeployAsync("prices", "production", "2.0.1"));
        await world.Service.AbortAsync(id, "enough", "bob", default);

        var train = await world.DriveAsync(id);

        train.Phase.ShouldBe(TrainPhase.RolledBack);
        train.Summary.ShouldBe("aborted by bob: enough; rolled back, left as it is: prices 2.0.0 (prices.production.3 came to prices/production after prices.production.2)");
        (await world.StableAsync()).ShouldBe("1.0.0 2.0.1 1.0.0");
    });

    [Fact]
    public void A_first_deployment_stays_once_it_is_promoted() => TrainWorld.Run(async world =>
    {
        await world.EndAsync(await world.DeployAsync("shop", "production", "1.0.0"));
        var train = await world.DriveAsync(await world.StartAsync(BadShop));

        train.Phase.ShouldBe(TrainPhase.RolledBack);
        train.App("catalog").Phase.ShouldBe(TrainAppPhase.Left);
        train.App("catalog").Detail!.ShouldContain("nothing ran in catalog/production before 2.0.0");
    });

    [Fact]
    public void What_is_there_already_is_neither_brought_nor_taken_back() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        await world.EndAsync(await world.DeployAsync("catalog", "production", "2.0.0"));
        var train = await world.DriveAsync(await world.StartAsync(BadShop));

        train.App("catalog").Phase.ShouldBe(TrainAppPhase.AlreadyThere);
        (await world.StableAsync()).ShouldBe("2.0.0 1.0.0 1.0.0");
    });

    [Fact]
    public void A_wave_waits_for_a_rollout_that_somebody_began_meanwhile() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        var id = await world.StartAsync();
        await world.Driver(world.Store).DriveAsync(id, default);
        await world.EndAsync("catalog.production.2");
        var other = await world.DeployAsync("shop", "production", "1.0.1");
        await world.Driver(world.Store).DriveAsync(id, default);

        (await world.Trains.LoadAsync(id, default))!.App("shop").Detail!.ShouldContain(other);
        (await world.DriveAsync(id)).Phase.ShouldBe(TrainPhase.Succeeded);
        (await world.StableAsync()).ShouldBe("2.0.0 2.0.0 2.0.0");
    });

    [Fact]
    public void A_spec_that_is_being_written_is_waited_for() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        var id = await world.StartAsync();
        world.IsSpecBroken = true;
        await world.Driver(world.Store).DriveAsync(id, default);
        (await world.Trains.LoadAsync(id, default))!.App("catalog").Detail!.ShouldContain("The spec is not valid");
        world.IsSpecBroken = false;

        (await world.DriveAsync(id)).Phase.ShouldBe(TrainPhase.Succeeded);
    });

    /// <summary>A process may end at any of its writes; the next one goes on as if nothing had been.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Whenever_it_is_broken_off_it_goes_on_and_opens_nothing_twice(bool isBad, bool isWritten)
    {
        // One that could not write anything would not go on at all.
        var first = isWritten ? 1 : 2;
        for (var at = first; at < first + 3; at++)
        {
            var breakAt = at;
            TrainWorld.Run(async world =>
            {
                await world.BeginAsync();

                // Every life ends at this write of its own: so the train is broken off between any two actions.
                var train = await world.DriveAsync(await world.StartAsync(isBad ? BadShop : TrainWorld.Document), () => new BreakingStore(world.Store, breakAt, isWritten));

                train.Phase.ShouldBe(isBad ? TrainPhase.RolledBack : TrainPhase.Succeeded, train.Summary);
                (await world.StableAsync()).ShouldBe(isBad ? "1.0.0 1.0.0 1.0.0" : "2.0.0 2.0.0 2.0.0");
                (await world.RolloutsAsync()).ShouldBe("2 2 2");
            });
        }
    }

    [Fact]
    public void Of_two_servers_at_once_each_rollout_is_opened_by_one() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        var id = await world.StartAsync();
        for (var i = 0; i < 200 && (await world.Trains.LoadAsync(id, default))!.IsLive; i++)
        {
            await Task.WhenAll(world.Driver(world.Store).DriveAsync(id, default), world.Driver(world.Store).DriveAsync(id, default));
            await world.RestAsync(1);
        }

        (await world.StableAsync()).ShouldBe("2.0.0 2.0.0 2.0.0");
        (await world.RolloutsAsync()).ShouldBe("2 2 2");
    });

    [Fact]
    public void A_promotion_that_cannot_be_followed_now_does_not_stop_a_train() => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        var id = await world.StartAsync("{ name: t, environment: production, waves: [[{ app: catalog, version: 2.0.0 }], [{ app: prices, version: 2.0.0 }]] }");
        await world.EndAsync(await world.DeployAsync("shop", "staging", "2.0.0"));
        world.Promotion = new PromotionSpec { After = ["staging"], Auto = true };
        world.AppAway = "shop";
        await world.EndAsync(await world.DeployAsync("catalog", "staging", "2.0.0"));
        await world.EndAsync(await world.DeployAsync("prices", "staging", "2.0.0"));
        world.Conduct();

        (await world.TrainAsync(id, train => !train.IsLive)).Phase.ShouldBe(TrainPhase.Succeeded);
        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(1);
        world.AppAway = null;
        await world.RestAsync(70);
        (await world.EnvironmentAsync("shop")).Rollouts.ShouldBe(2);
    });

    [Fact]
    public void A_server_conducts_it_by_itself() => TrainWorld.Run(
        async world =>
        {
            await world.BeginAsync();
            world.Conduct();
            world.Conduct();
            var id = await world.StartAsync(BadShop + "\nsoak: 2m\n");

            (await world.TrainAsync(id, train => !train.IsLive)).Phase.ShouldBe(TrainPhase.RolledBack);
            (await world.StableAsync()).ShouldBe("1.0.0 1.0.0 1.0.0");
        },
        Samples.Rolling);
}
