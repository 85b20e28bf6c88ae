using Shouldly;
using Slipway.Core.Environments;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Rollouts;

public sealed class InvariantsTests
{
    [Fact]
    public void Traffic_for_a_candidate_that_is_not_ready_is_a_violation() =>
        Of(new Story(Samples.Deploy(Samples.Canary)).Until<ShiftStep>().Seen(Slot.Green, 4, 0), s => Effect(s, null, null, TrafficSplit.With(Slot.Green, Weight.FromPercent(5))))
            .ShouldContain("no instance of 2.0.0 is ready");

    [Fact]
    public void So_is_stopping_a_side_that_was_not_seen_without_traffic() =>
        Of(new Story(Samples.Deploy(Samples.Canary)).Until<RetireStep>().Split(Weight.FromPercent(50)), s => Effect(s, Slot.Blue, 0, null)).ShouldContain("was not seen without traffic");

    [Fact]
    public void So_is_an_effect_while_paused() =>
        Of(new Story(Samples.Deploy(Samples.Canary)).Until<ShiftStep>().Tell(new Command.Pause(null)), s => Effect(s, null, null, null)).ShouldContain("while Paused");

    [Fact]
    public void So_is_an_effect_of_another_step() =>
        Of(new Story(Samples.Deploy(Samples.Canary)).Until<ShiftStep>(), s => Effect(s, null, null, null) with { Key = $"{s.Id}/0/check" }).ShouldContain("not an effect of step");

    [Fact]
    public void So_is_a_rollback_with_a_gate() =>
        Of(new Story(Samples.Deploy(Samples.Canary)).Until<ObserveStep>(), _ => new RollbackStarted(Cause.Of(CauseKind.Person, "x"), [new WaitStep(TimeSpan.Zero)])).ShouldContain("with a gate");

    [Fact]
    public void So_is_a_rollback_that_stops_the_candidate_first() =>
        Of(new Story(Samples.Deploy(Samples.Canary)).Until<ObserveStep>(), _ => new RollbackStarted(
            Cause.Of(CauseKind.Person, "x"),
            [new RetireStep(Slot.Green, ReleaseVersion.Parse("2.0.0"), 0, TimeSpan.Zero), new ShiftStep(Slot.Blue, Weight.Full)])).ShouldContain("before its traffic is gone");

    [Fact]
    public void So_is_anything_after_the_end() =>
        Of(new Story(Samples.Deploy(Samples.Canary)).ToTheEnd(), s => Effect(s, null, null, null)).ShouldContain("after the end");

    [Fact]
    public void So_is_a_stable_side_with_nothing_on_it() =>
        Invariants.Violations(Samples.Running() with { Releases = new(null, null) }).ShouldContain("blue is stable and empty");

    [Fact]
    public void So_is_traffic_for_a_side_with_nothing_on_it() =>
        Invariants.Violations(Samples.After(Samples.Running(), new SplitObserved(TrafficSplit.AllTo(Slot.Green)))).ShouldHaveSingleItem();

    private static EffectStarted Effect(RolloutState state, Slot? slot, int? replicas, TrafficSplit? split) =>
        new($"{state.Id}/{state.Index}/x", "x", 1, 1, slot, replicas, split);

    private static string Of(Story story, Func<RolloutState, RolloutEvent> e)
    {
        var happened = e(story.State);
        return string.Join("; ", Invariants.Violations(story.State, happened, Fold.Apply(story.State, happened, story.Now), story.Now));
    }
}
