using Shouldly;
using Slipway.Core.Specs.Model;
using Slipway.Core.Trains;
using Slipway.Core.Trains.Events;
using Xunit;
using static Slipway.Core.Tests.Trains.TrainStory;

namespace Slipway.Core.Tests.Trains;

public sealed class TrainMachineTests
{
    private static readonly AppChanged ShopIsLost = new("shop", TrainAppPhase.TakingBack, "shop.production.2", "error-rate is 5 %");

    [Fact]
    public void The_apps_of_a_wave_are_opened_one_after_the_other_and_then_waited_for()
    {
        var story = new TrainStory();

        Words(story.Next).ShouldBe("wave 0");
        Words(story.Add(new WaveBegun(0)).Next).ShouldBe("open catalog");
        Words(story.Open("catalog").Next).ShouldBe("open prices");
        Words(story.Open("prices").Next).ShouldBe("wait for catalog 2.0.0, prices 2.0.0 to be promoted");
        Words(story.Promote("prices").Next).ShouldBe("wait for catalog 2.0.0 to be promoted");
        Words(story.Promote("catalog").Next).ShouldBe("wave 1");
    }

    [Fact]
    public void The_next_wave_begins_once_the_last_of_the_wave_has_soaked()
    {
        var story = new TrainStory(soak: TimeSpan.FromMinutes(5)).Add(new WaveBegun(0)).Open("catalog", "prices")
            .Promote("catalog").Pass(TimeSpan.FromMinutes(3)).Promote("prices");

        story.Next.ShouldBe(new TrainDecision.Wait(story.Now.AddMinutes(5), "wave 1 to have been promoted for 5m"));
        Words(story.Pass(TimeSpan.FromMinutes(5)).Next).ShouldBe("wave 1");
    }

    [Fact]
    public void It_ends_when_the_last_wave_is_promoted()
    {
        var story = NearTheEnd().Promote("shop");

        Words(story.Next).ShouldBe("Succeeded: catalog 2.0.0, prices 2.0.0, shop 2.0.0 promoted");
        story.Add(new TrainEnded(TrainPhase.Succeeded, "done")).Next.ShouldBeOfType<TrainDecision.Finished>();
    }

    [Fact]
    public void An_app_that_is_there_already_is_not_waited_for_and_not_taken_back()
    {
        var story = new TrainStory().Add(new WaveBegun(0), new AppChanged("catalog", TrainAppPhase.AlreadyThere)).Open("prices").Promote("prices");

        Words(story.Next).ShouldBe("wave 1");
        Words(story.Add(new WaveBegun(1)).Open("shop").Add(ShopIsLost, new TrainTurned(TrainPhase.RollingBack, "x"), new AppChanged("shop", TrainAppPhase.TakenBack)).Next).ShouldBe("take back prices");
    }

    [Fact]
    public void Once_one_is_lost_all_are_taken_back_the_last_wave_first()
    {
        var story = NearTheEnd().Add(ShopIsLost);

        Words(story.Next).ShouldBe("RollingBack: shop 2.0.0: error-rate is 5 %");
        Words(story.Add(new TrainTurned(TrainPhase.RollingBack, "shop 2.0.0: error-rate is 5 %")).Next).ShouldBe("wait for shop 2.0.0 to be taken back");
        Words(story.Add(new AppChanged("shop", TrainAppPhase.TakenBack)).Next).ShouldBe("take back catalog");
        Words(story.Add(new AppChanged("catalog", TrainAppPhase.TakingBack, "catalog.production.2")).Next).ShouldBe("take back prices");
        Words(story.Add(new AppChanged("prices", TrainAppPhase.TakingBack, "prices.production.3")).Next).ShouldBe("wait for catalog 2.0.0, prices 2.0.0 to be taken back");
        Words(story.Add(new AppChanged("prices", TrainAppPhase.TakenBack), new AppChanged("catalog", TrainAppPhase.TakenBack)).Next)
            .ShouldBe("RolledBack: shop 2.0.0: error-rate is 5 %; rolled back, nothing of it is left");
    }

    [Fact]
    public void What_is_left_and_what_could_not_be_taken_back_is_said()
    {
        var story = NearTheEnd().Add(
            ShopIsLost, new TrainTurned(TrainPhase.RollingBack, "shop is bad"), new AppChanged("shop", TrainAppPhase.TakenBack),
            new AppChanged("catalog", TrainAppPhase.Left, Detail: "catalog.production.3 came after it"), new AppChanged("prices", TrainAppPhase.TakenBack));

        Words(story.Next).ShouldBe("RolledBack: shop is bad; rolled back, left as it is: catalog 2.0.0 (catalog.production.3 came after it)");
        Words(story.Add(new AppChanged("prices", TrainAppPhase.Failed, Detail: "the router is away")).Next)
            .ShouldBe("Failed: shop is bad; left as it is: catalog 2.0.0 (catalog.production.3 came after it); prices 2.0.0 (the router is away)");
    }

    [Fact]
    public void Told_to_stop_it_lets_what_is_under_way_end_and_begins_nothing_else()
    {
        var story = new TrainStory(OnFailure.Stop).Add(new WaveBegun(0)).Open("catalog", "prices").Add(new AppChanged("catalog", TrainAppPhase.TakenBack, Detail: "it crashed"));

        Words(story.Next).ShouldBe("Stopping: catalog 2.0.0: it crashed");
        Words(story.Add(new TrainTurned(TrainPhase.Stopping, "catalog 2.0.0: it crashed")).Next).ShouldBe("wait for prices 2.0.0 to end");
        Words(story.Promote("prices").Next).ShouldBe("Stopped: catalog 2.0.0: it crashed; stopped, left as it is: prices 2.0.0");
    }

    [Fact]
    public void An_app_that_is_held_up_is_tried_again_and_in_the_end_given_up()
    {
        var story = new TrainStory().Add(new WaveBegun(0), new AppHeld("catalog", "catalog.production.7 is running"));

        Words(story.Next).ShouldBe("open prices");
        story.Open("prices").Next.ShouldBe(new TrainDecision.Wait(story.Now + TrainLimits.RetryAfter, "catalog 2.0.0, prices 2.0.0 to be promoted"));
        Words(story.Pass(TrainLimits.RetryAfter).Next).ShouldBe("open catalog");
        Words(story.Pass(TrainLimits.HeldFor).Next).ShouldBe("RollingBack: catalog 2.0.0 could not begin within 1h: catalog.production.7 is running");
    }

    [Fact]
    public void One_that_could_not_begin_does_not_stop_its_own_way_back()
    {
        var story = new TrainStory().Add(new WaveBegun(0), new AppHeld("catalog", "busy")).Open("prices").Pass(TrainLimits.HeldFor)
            .Add(new TrainTurned(TrainPhase.RollingBack, "busy"));

        Words(story.Next).ShouldBe("take back prices");
        Words(story.Add(new AppHeld("prices", "the spec is not valid")).Next).ShouldBe("wait for prices 2.0.0 to be taken back");
        Words(story.Pass(TrainLimits.HeldFor).Next).ShouldBe("prices Failed");
    }
}
