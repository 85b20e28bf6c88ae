using Shouldly;
using Slipway.Core.Planning;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Trains;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Trains;

public sealed class TrainNoticeTests
{
    private static readonly TrainApp UnderWay = new("shop", 0, ReleaseVersion.Parse("2.0.0"), Digest.Of("x")) { Phase = TrainAppPhase.UnderWay, Rollout = "shop.production.2" };
    private static readonly TrainApp Promoted = UnderWay with { Phase = TrainAppPhase.Promoted };

    [Theory]
    [InlineData(RolloutPhase.Planned)]
    [InlineData(RolloutPhase.Running)]
    [InlineData(RolloutPhase.Paused)]
    [InlineData(RolloutPhase.Waiting)]
    public void A_rollout_on_its_way_is_no_news(RolloutPhase phase) => TrainNotice.OfBrought(UnderWay, Rollout(phase), null).ShouldBeNull();

    [Theory]
    [InlineData(RolloutPhase.Promoted)]
    [InlineData(RolloutPhase.Succeeded)]
    public void A_promotion_is_news_once(RolloutPhase phase)
    {
        var rollout = Rollout(phase) with { PromotedAt = Samples.Start };

        var news = TrainNotice.OfBrought(UnderWay, rollout, null)!;

        (news.Phase, news.PromotedAt).ShouldBe((TrainAppPhase.Promoted, Samples.Start));
        TrainNotice.OfBrought(Promoted, rollout, null).ShouldBeNull();
    }

    [Theory]
    [InlineData(RolloutPhase.RollingBack, TrainAppPhase.TakingBack)]
    [InlineData(RolloutPhase.RolledBack, TrainAppPhase.TakenBack)]
    [InlineData(RolloutPhase.Cancelled, TrainAppPhase.TakenBack)]
    [InlineData(RolloutPhase.Superseded, TrainAppPhase.TakenBack)]
    [InlineData(RolloutPhase.Failed, TrainAppPhase.Failed)]
    public void A_rollout_that_goes_back_is_lost_to_the_train_before_and_after_its_promotion(RolloutPhase phase, TrainAppPhase becomes)
    {
        TrainNotice.OfBrought(UnderWay, Rollout(phase), null)!.Phase.ShouldBe(becomes);
        TrainNotice.OfBrought(Promoted, Rollout(phase) with { PromotedAt = Samples.Start }, null)!.Phase.ShouldBe(becomes);
    }

    [Fact]
    public void Another_rollback_takes_it_back_and_another_deployment_does_not()
    {
        var rollout = Rollout(RolloutPhase.Succeeded) with { PromotedAt = Samples.Start };
        var other = Rollout(RolloutPhase.Running) with { Id = "shop.production.3" };

        TrainNotice.OfBrought(Promoted, rollout, other).ShouldBeNull();
        var news = TrainNotice.OfBrought(Promoted, rollout, other with { Plan = other.Plan with { Kind = PlanKind.Rollback } })!;
        (news.Phase, news.Rollout).ShouldBe((TrainAppPhase.TakingBack, "shop.production.3"));
    }

    [Theory]
    [InlineData(RolloutPhase.RollingBack, null)]
    [InlineData(RolloutPhase.RolledBack, TrainAppPhase.TakenBack)]
    [InlineData(RolloutPhase.Cancelled, TrainAppPhase.TakenBack)]
    [InlineData(RolloutPhase.Failed, TrainAppPhase.Failed)]
    public void Its_own_rollout_has_taken_it_back_when_it_ends(RolloutPhase phase, TrainAppPhase? becomes) =>
        (TrainNotice.OfTakenBack(UnderWay, Rollout(phase))?.Phase).ShouldBe(becomes);

    [Theory]
    [InlineData(RolloutPhase.Running, null)]
    [InlineData(RolloutPhase.Promoted, TrainAppPhase.TakenBack)]
    [InlineData(RolloutPhase.Succeeded, TrainAppPhase.TakenBack)]
    [InlineData(RolloutPhase.Superseded, TrainAppPhase.Left)]
    [InlineData(RolloutPhase.RolledBack, TrainAppPhase.Failed)]
    [InlineData(RolloutPhase.Cancelled, TrainAppPhase.Failed)]
    public void Another_rollout_has_taken_it_back_when_it_is_promoted(RolloutPhase phase, TrainAppPhase? becomes) =>
        (TrainNotice.OfTakenBack(UnderWay, Rollout(phase) with { Id = "shop.production.3" })?.Phase).ShouldBe(becomes);

    private static RolloutState Rollout(RolloutPhase phase)
    {
        var plan = Samples.Deploy(Samples.Canary);
        return Fold.Begin("shop.production.2", new RolloutPlanned(plan, plan.ComputeDigest(), null, null), Samples.Start, "alice") with { Phase = phase };
    }
}
