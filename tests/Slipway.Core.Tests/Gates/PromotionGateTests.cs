using Shouldly;
using Slipway.Core.Environments;
using Slipway.Core.Gates;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Gates;

public sealed class PromotionGateTests
{
    private static readonly PromotionSpec AfterStaging = new() { After = ["staging"], Soak = TimeSpan.FromHours(1) };

    [Fact]
    public void What_never_ran_below_may_not_come() => Decide(AfterStaging, EnvironmentState.New, TimeSpan.Zero).Refusal!
        .ShouldBe("2.0.0 with these files is not promoted in staging: deploy it there first");

    [Fact]
    public void What_is_stable_below_waits_for_the_rest_of_its_soak_time()
    {
        var gate = Decide(AfterStaging, Samples.Running("2.0.0"), TimeSpan.FromMinutes(20));
        gate.Refusal.ShouldBeNull();
        gate.NotBefore.ShouldBe(new StartTime(Samples.Start.AddHours(1), "2.0.0 to have been stable in staging for 1h"));
        Decide(AfterStaging, Samples.Running("2.0.0"), TimeSpan.FromHours(1)).ShouldBe(new PromotionGate(null, null));
    }

    [Fact]
    public void What_was_taken_back_below_may_not_come()
    {
        var bad = Samples.After(Samples.Running("2.0.0"), new SlotOccupied(Slot.Green, Samples.Release("1.0.0")), new StableChanged(Slot.Green, "back", TakenBack: true));
        Decide(AfterStaging, bad, TimeSpan.FromDays(1)).Refusal!.ShouldContain("(in staging it was rolled back)");
    }

    [Fact]
    public void What_is_held_below_may_not_come()
    {
        var held = Samples.After(Samples.Running("2.0.0"), new ReleaseHeld(new ReleaseHold(ReleaseVersion.Parse("2.0.0"), null, "a doubt", null)));
        Decide(AfterStaging, held, TimeSpan.FromDays(1)).Refusal!.ShouldContain("(in staging it is held: a doubt)");
    }

    [Fact]
    public void The_same_version_with_other_files_is_another_release()
    {
        var release = Samples.Release("2.0.0") with { ArtifactDigest = Digest.Of("other files") };
        PromotionGate.Decide(AfterStaging, release, [new("staging", Samples.Running("2.0.0"))], Samples.Start.AddDays(1)).Refusal!.ShouldContain("(in staging it ran with other files)");
    }

    [Fact]
    public void Any_one_of_several_environments_will_do_and_the_first_counts()
    {
        var rule = new PromotionSpec { After = ["qa", "staging"], Soak = TimeSpan.FromHours(1) };
        var gate = PromotionGate.Decide(rule, Samples.Release("2.0.0"), [new("qa", EnvironmentState.New), new("staging", Samples.Running("2.0.0"))], Samples.Start.AddHours(2));
        gate.ShouldBe(new PromotionGate(null, null));
    }

    private static PromotionGate Decide(PromotionSpec rule, EnvironmentState staging, TimeSpan later) =>
        PromotionGate.Decide(rule, Samples.Release("2.0.0"), [new("staging", staging)], Samples.Start + later);
}
