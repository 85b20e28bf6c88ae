using Shouldly;
using Slipway.Core.Environments;
using Slipway.Core.Gates;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Gates;

public sealed class AutoPromotionTests
{
    private static readonly PromotionSpec Auto = new() { After = ["staging", "qa"], Auto = true };

    [Fact]
    public void Nothing_comes_where_nothing_is_stable_below() =>
        Decide(EnvironmentState.New, EnvironmentState.New, Samples.Running()).ShouldBeNull();

    [Fact]
    public void Nothing_comes_by_itself_where_the_spec_does_not_say_so()
    {
        AutoPromotion.Decide(null, [], Samples.Running()).ShouldBeNull();
        AutoPromotion.Decide(Auto with { Auto = false }, [new("staging", Below("2.0.0", 1))], Samples.Running()).ShouldBeNull();
    }

    [Fact]
    public void The_newest_promotion_below_comes()
    {
        var auto = Decide(Below("2.0.0", 1), Below("2.0.1", 2), Samples.Running())!;

        auto.Release.Version.ToString().ShouldBe("2.0.1");
        auto.Promotion.ShouldBe(new PromotionBelow("qa", "2.0.1", At(2)));
    }

    [Fact]
    public void What_was_followed_does_not_come_again_and_neither_does_anything_older()
    {
        var here = Samples.After(Samples.Running(), new RolloutOpened("a") { Follows = new PromotionBelow("qa", "2.0.1", At(2)) });

        Decide(Below("2.0.0", 1), Below("2.0.1", 2), here).ShouldBeNull();
        Decide(Below("2.0.0", 1), EnvironmentState.New, here).ShouldBeNull();
        Decide(Below("2.0.0", 1), Below("2.0.2", 3), here)!.Release.Version.ToString().ShouldBe("2.0.2");
    }

    [Fact]
    public void What_was_not_to_come_does_not_and_what_waits_does()
    {
        var promotion = new PromotionBelow("staging", "2.0.0", At(1));

        Decide(Below("2.0.0", 1), EnvironmentState.New, Samples.After(Samples.Running(), new NotPromoted(promotion, "by hand", "b", Final: true))).ShouldBeNull();
        Decide(Below("2.0.0", 1), EnvironmentState.New, Samples.After(Samples.Running(), new NotPromoted(promotion, "busy", "b", Final: false))).ShouldNotBeNull();
    }

    [Fact]
    public void What_is_stable_here_or_was_since_does_not_come()
    {
        Decide(Below("1.0.0", 1), EnvironmentState.New, Samples.Running()).ShouldBeNull();

        // Brought by hand after it was promoted below, and rolled back since.
        var here = Promoted(Promoted(EnvironmentState.New, "1.0.0", Slot.Blue, 0), "2.0.0", Slot.Green, 2);
        here = EnvironmentFold.Apply(here, new StableChanged(Slot.Blue, "r", TakenBack: true), At(3));
        here.StableRelease!.Version.ToString().ShouldBe("1.0.0");
        Decide(Below("2.0.0", 1), EnvironmentState.New, here).ShouldBeNull();
    }

    [Fact]
    public void A_rollback_below_is_no_promotion_and_what_is_held_below_does_not_come()
    {
        var below = Promoted(Promoted(EnvironmentState.New, "1.9.0", Slot.Blue, 1), "2.0.0", Slot.Green, 2);
        var here = Samples.After(Samples.Running(), new RolloutOpened("a") { Follows = new PromotionBelow("staging", "2.0.0", At(2)) });

        Decide(EnvironmentFold.Apply(below, new StableChanged(Slot.Blue, "r", TakenBack: true), At(3)), EnvironmentState.New, here).ShouldBeNull();
        Decide(
            Samples.After(Below("2.0.0", 1), new ReleaseHeld(new ReleaseHold(ReleaseVersion.Parse("2.0.0"), null, "bad", null))),
            EnvironmentState.New, Samples.Running()).ShouldBeNull();
    }

    private static AutoPromotion? Decide(EnvironmentState staging, EnvironmentState qa, EnvironmentState here) =>
        AutoPromotion.Decide(Auto, [new("staging", staging), new("qa", qa)], here);

    private static DateTimeOffset At(int hour) => Samples.Start.AddHours(hour);

    /// <summary>An environment where a version was promoted at an hour, by a rollout of the same name.</summary>
    private static EnvironmentState Below(string version, int hour) => Promoted(EnvironmentState.New, version, Slot.Blue, hour);

    private static EnvironmentState Promoted(EnvironmentState state, string version, Slot slot, int hour) => new EnvironmentEvent[]
    {
        new SlotOccupied(slot, Samples.Release(version)),
        new StableChanged(slot, version, TakenBack: false),
    }.Aggregate(state, (s, e) => EnvironmentFold.Apply(s, e, At(hour)));
}
