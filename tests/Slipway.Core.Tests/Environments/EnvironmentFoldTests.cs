using Shouldly;
using Slipway.Core.Environments;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Tests.Rollouts;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Environments;

public sealed class EnvironmentFoldTests
{
    [Fact]
    public void A_promotion_makes_the_candidate_stable_and_the_old_one_known_as_good()
    {
        var after = After(new Story(Samples.Deploy(Samples.Canary)).ToTheEnd());

        after.Stable.ShouldBe(Slot.Green);
        after.StableRelease!.Version.ToString().ShouldBe("2.0.0");
        after.Releases[Slot.Blue].ShouldBeNull();
        after.Split.ShouldBe(TrafficSplit.AllTo(Slot.Green));
        after.LastKnownGood!.Version.ToString().ShouldBe("1.0.0");
        (after.Live, after.KeepingWarm).ShouldBe((null, null));
    }

    [Fact]
    public void A_rollback_before_the_promotion_leaves_it_as_it_was()
    {
        var after = After(new Story(Samples.Deploy(Samples.Canary)).Until<ObserveStep>().Tell(new Command.Abort("alice", null)).ToTheEnd());

        (after.Stable, after.Releases[Slot.Green]).ShouldBe((Slot.Blue, null));
        after.History.Count.ShouldBe(1);
        after.LastKnownGood.ShouldBeNull();
    }

    [Fact]
    public void What_was_promoted_and_taken_back_is_not_known_as_good()
    {
        var after = After(new Story(Samples.Deploy(Samples.BlueGreen)).Until<RetireStep>().Tell(new Command.TakeBack("alice", null)).ToTheEnd());

        after.Stable.ShouldBe(Slot.Blue);
        after.History.Select(p => (p.Release.Version.ToString(), p.RolledBackAt is not null)).ShouldBe([("2.0.0", true), ("1.0.0", false)]);
        after.LastKnownGood.ShouldBeNull();
    }

    [Fact]
    public void The_old_release_of_a_rolling_update_is_stable_until_the_promotion_even_with_no_instance_left()
    {
        var story = new Story(Samples.Deploy(Samples.Rolling with { MaxSurge = 0, MaxUnavailable = 1 })).Until<ProvisionStep>(p => p.Replicas == 4);

        After(story).StableRelease!.Version.ToString().ShouldBe("1.0.0");
        After(story.Tell(new Command.Abort("alice", null)).ToTheEnd()).StableRelease!.Version.ToString().ShouldBe("1.0.0");
    }

    [Fact]
    public void Only_so_many_promotions_are_remembered()
    {
        var state = Enumerable.Range(0, EnvironmentState.MaxHistory + 5).Aggregate(Samples.Running(), (s, i) =>
            Samples.After(s, new SlotOccupied(s.Standby, Samples.Release($"2.{i}")), new StableChanged(s.Standby, $"r{i}", TakenBack: false)));

        state.History.Count.ShouldBe(EnvironmentState.MaxHistory);
        state.History[0].Release.Version.ToString().ShouldBe($"2.{EnvironmentState.MaxHistory + 4}");
    }

    private static EnvironmentState After(Story story)
    {
        var state = Samples.After(Samples.Running(), new RolloutOpened(story.State.Id));
        foreach (var e in story.Environment)
        {
            state = Samples.After(state, e);
            Invariants.Violations(state).ShouldBeEmpty();
        }

        return state;
    }
}
