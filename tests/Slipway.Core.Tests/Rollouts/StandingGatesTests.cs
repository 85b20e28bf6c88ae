using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Gates;
using Slipway.Core.Gates.Freezes;
using Slipway.Core.Gates.Windows;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Rollouts;

/// <summary>The start, windows and freezes: looked at before every change, and never in the way of a rollback. The samples begin at nine o'clock.</summary>
public sealed class StandingGatesTests
{
    private static readonly WindowSpec FromTen = new() { Kind = WindowKind.Allow, Schedule = CronSchedule.Parse("0 10 * * *"), Duration = TimeSpan.FromHours(2), TimeZone = "UTC" };

    private static readonly Freeze Holidays = new("freeze-1", "shop/*", "holidays", "carol", Samples.Start, null);

    [Fact]
    public void A_rollout_outside_of_its_window_is_held_and_starts_at_the_edge()
    {
        var story = Held(With([FromTen]));
        var wait = story.Next.ShouldBeOfType<Decision.Wait>();
        wait.For.ShouldStartWith("the window to open");
        wait.Until.ShouldBe(Samples.Start.AddHours(1));
        Blockers.Of(story.State, story.Now).Single().ShouldSatisfyAllConditions(b => b.Gate.ShouldBe(GateKind.Window), b => b.Earliest.ShouldBe(Samples.Start.AddHours(1)), b => b.Who!.ShouldContain("override"));

        story.After(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1)).Next.ShouldBeOfType<Decision.Wait>();
        story.After(TimeSpan.FromTicks(1)).Tell(story.Next.ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<StepReleased>());
        story.State.StepStartedAt.ShouldBe(story.Now);
        story.ToTheEnd().State.Phase.ShouldBe(RolloutPhase.Succeeded);
    }

    [Fact]
    public void A_window_that_closes_on_the_way_holds_the_next_change()
    {
        var plan = With([FromTen with { Duration = TimeSpan.FromMinutes(1) }]);
        var story = Held(plan).Until<ObserveStep>().Until<ShiftStep>();
        story.Until<ShiftStep>(_ => story.State.Held is not null || story.Next is Decision.Record);
        story.Next.ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<StepHeld>();
        story.State.Observed[plan.Slot].ShouldBe(Weight.FromPercent(5));
    }

    [Fact]
    public void Another_try_of_an_effect_is_a_change_too()
    {
        var story = new Story(With(null)).Until<ProvisionStep>();
        story.Run(EffectOutcome.Failed).Tell(new FreezesSeen([Holidays])).After(TimeSpan.FromSeconds(10));
        story.Next.ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<StepHeld>();
    }

    [Fact]
    public void A_freeze_holds_until_it_is_lifted_or_over()
    {
        var story = Held(With(null), Holidays);
        story.Next.ShouldBeOfType<Decision.Wait>().ShouldSatisfyAllConditions(
            w => w.Until.ShouldBeNull(), w => w.Watch.HasFlag(Watch.Freezes).ShouldBeTrue(), w => w.For.ShouldBe("freeze-1 over shop/* to be lifted: holidays (carol)"));
        story.Tell(new FreezesSeen([])).ToTheEnd().State.Phase.ShouldBe(RolloutPhase.Succeeded);

        Held(With(null), Holidays with { Until = Samples.Start.AddHours(5) }).ToTheEnd().Now.ShouldBeGreaterThan(Samples.Start.AddHours(5));
    }

    [Fact]
    public void A_freeze_that_is_planned_begins_by_itself()
    {
        var story = new Story(With(null)).Tell(new FreezesSeen([Holidays with { From = Samples.Start.AddSeconds(30) }])).Until<ObserveStep>();
        story.After(TimeSpan.FromMinutes(2)).Until<ShiftStep>();
        story.Next.ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<StepHeld>();
    }

    [Fact]
    public void No_gate_delays_a_rollback()
    {
        var story = new Story(With(null)).Until<ObserveStep>().Tell(new FreezesSeen([Holidays]));
        story.Tell(new VerdictChanged(Evaluation.Of([new Finding("error-rate", Verdict.Fail, "it fails", 1, 0, 100)])));
        story.ToTheEnd().State.Phase.ShouldBe(RolloutPhase.RolledBack);
        (story.Now - Samples.Start).ShouldBeLessThan(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void Neither_does_one_that_a_person_asked_for() =>
        new Story(Planner.Rollback(Samples.Key, Samples.Spec(Samples.Canary) with { Windows = [FromTen] }, Samples.Release("0.9.0"), Samples.Running()))
            .Tell(new FreezesSeen([Holidays])).ToTheEnd().Now.ShouldBeLessThan(Samples.Start.AddMinutes(5));

    [Fact]
    public void A_held_rollout_can_be_aborted_and_taken_back()
    {
        var story = Held(With([FromTen])).Tell(new Command.Abort("alice", null)).ToTheEnd();
        story.State.Phase.ShouldBe(RolloutPhase.Cancelled);
        story.Now.ShouldBe(Samples.Start);
    }

    [Fact]
    public void An_override_passes_one_gate_for_a_while()
    {
        var story = Held(With([FromTen]), Holidays);
        Commands.Decide(story.State, new Command.Override(GateKind.Freeze, "carol", "", story.Now.AddHours(1))).Refusal!.ShouldContain("needs a reason");
        Commands.Decide(story.State, new Command.Override(GateKind.Approval, "carol", "no time", story.Now.AddHours(1))).Refusal!.ShouldContain("cannot be overridden");

        story.Tell(new Command.Override(GateKind.Freeze, "carol", "the repair", story.Now.AddMinutes(30)));
        story.Next.ShouldBeOfType<Decision.Wait>().For.ShouldStartWith("the window to open");
        story.Tell(new Command.Override(GateKind.Window, "carol", "the repair", story.Now.AddMinutes(30)));
        story.Next.ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<StepReleased>();
        story.After(TimeSpan.FromMinutes(30)).Next.ShouldBeOfType<Decision.Wait>();
    }

    [Fact]
    public void A_window_that_permits_it_is_open_to_a_rollout_that_a_person_stands_by()
    {
        var plan = With([FromTen with { Manual = true }]);
        var story = new Story(plan, new RolloutPlanned(plan, plan.ComputeDigest(), null, null) { Manual = true });
        story.ToTheEnd().Now.ShouldBeLessThan(Samples.Start.AddHours(1));
    }

    [Fact]
    public void A_start_that_lies_ahead_is_waited_for()
    {
        var plan = With(null);
        var story = new Story(plan, new RolloutPlanned(plan, plan.ComputeDigest(), null, null) { NotBefore = new StartTime(Samples.Start.AddHours(3), "the evening") });
        story.Until<ProvisionStep>().ToTheEnd().Now.ShouldBeGreaterThan(Samples.Start.AddHours(3));
    }

    private static Plan With(IReadOnlyList<WindowSpec>? windows) =>
        Planner.Deploy(Samples.Key, Samples.Spec(Samples.Canary) with { Windows = windows ?? [] }, Samples.Release("2.0.0"), Samples.Running());

    /// <summary>Held at its first change.</summary>
    private static Story Held(Plan plan, params Freeze[] freezes)
    {
        var story = new Story(plan);
        if (freezes.Length > 0)
            story.Tell(new FreezesSeen(freezes));
        story.Until<ProvisionStep>();
        return story.Tell(story.Next.ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<StepHeld>());
    }
}
