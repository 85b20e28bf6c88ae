using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Analysis.BurnRate;
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

public sealed class BudgetGateTests
{
    private static readonly BudgetReading Well = new(false, 0.8, "80 % of the error budget are left");

    private static readonly BudgetReading Burning = new(true, 0.6, "the error budget burns");

    [Fact]
    public void A_shift_waits_for_a_look_at_the_budget_and_goes_on_when_it_does_not_burn()
    {
        var story = AtFirstShift();
        Watched(story).HasFlag(Watch.Budget).ShouldBeTrue();

        story.Tell(new BudgetSeen(Well)).Next.ShouldBeOfType<Decision.Run>().Effect.ShouldBeOfType<SetWeights>();
    }

    [Fact]
    public void While_the_budget_burns_a_shift_is_held_and_says_why()
    {
        var wait = AtFirstShift().Tell(new BudgetSeen(Burning)).After(TimeSpan.FromHours(3)).Next.ShouldBeOfType<Decision.Wait>();
        wait.For.ShouldStartWith("the error budget to stop burning: the error budget burns; ");
        wait.Until.ShouldBeNull();
        wait.Watch.HasFlag(Watch.Budget).ShouldBeTrue();
    }

    [Fact]
    public void A_shift_that_was_held_has_its_whole_time_afterwards()
    {
        var story = AtFirstShift().Tell(new BudgetSeen(Burning)).After(TimeSpan.FromHours(3)).Tell(new BudgetSeen(Well));
        story.State.StepStartedAt.ShouldBe(story.Now);
        story.Run(EffectOutcome.Failed).Next.ShouldBeOfType<Decision.Wait>();
    }

    [Fact]
    public void The_budget_is_looked_at_anew_before_each_shift()
    {
        var story = AtFirstShift().Tell(new BudgetSeen(Well)).Until<ObserveStep>().Until<ShiftStep>();
        story.State.BudgetAt.ShouldBeNull();
        Watched(story).HasFlag(Watch.Budget).ShouldBeTrue();
        story.Tell(new BudgetSeen(Burning)).Next.ShouldBeOfType<Decision.Wait>().For.ShouldContain("stop burning");
    }

    [Fact]
    public void A_look_that_is_old_because_the_rollout_was_paused_is_taken_again()
    {
        var story = AtFirstShift().Tell(new BudgetSeen(Well)).Tell(new Command.Pause(null)).After(TimeSpan.FromHours(1)).Tell(new Command.Resume());
        Watched(story).HasFlag(Watch.Budget).ShouldBeTrue();
        Notice.Budget(story.State, Well).ShouldNotBeNull();
        story.Tell(new BudgetSeen(Well)).Next.ShouldBeOfType<Decision.Run>();
    }

    [Fact]
    public void A_budget_that_is_used_up_on_the_way_does_not_hold_what_has_begun() =>
        AtFirstShift().Tell(new BudgetSeen(Well with { Remaining = -1 })).Next.ShouldBeOfType<Decision.Run>();

    [Fact]
    public void A_held_rollout_is_still_watched_and_taken_back_and_nothing_holds_its_rollback()
    {
        var story = AtFirstShift().Tell(new BudgetSeen(Well)).Until<ObserveStep>().Until<ShiftStep>().Tell(new BudgetSeen(Burning));
        Watched(story).HasFlag(Watch.Metrics).ShouldBeTrue();

        story.Tell(new VerdictChanged(Evaluation.Of([new Finding("error-rate", Verdict.Fail, "it fails", 1, 0, 100)]))).ToTheEnd();

        story.State.Phase.ShouldBe(RolloutPhase.RolledBack);
    }

    [Fact]
    public void A_person_lets_a_held_rollout_go_on_with_a_reason()
    {
        var story = AtFirstShift();
        Commands.Decide(story.State, new Command.OverrideBudget("it is the repair")).Refusal!.ShouldContain("not held");
        story.Tell(new BudgetSeen(Burning));
        Commands.Decide(story.State, new Command.OverrideBudget(" ")).Refusal!.ShouldContain("needs a reason");
        Commands.Decide(story.State, new Command.Promote(Full: false, null)).Refusal!.ShouldContain("held by the error budget");

        story.Tell(new Command.OverrideBudget("it is the repair")).ToTheEnd();

        story.State.Phase.ShouldBe(RolloutPhase.Succeeded);
        Commands.Decide(AtFirstShift().Tell(new BudgetSeen(Burning)).Tell(new BudgetOverridden("so")).State, new Command.OverrideBudget("again")).ShouldBe(Answer.Already);
    }

    [Fact]
    public void A_rollout_that_was_begun_with_an_override_is_not_held()
    {
        var plan = PlanWith(Samples.Running());
        var state = Fold.Begin("shop.production.1", new RolloutPlanned(plan, plan.ComputeDigest(), "repair", null, "it burns"), Samples.Start, "alice");
        state.OverridesBudget.ShouldBeTrue();
    }

    [Fact]
    public void Neither_a_first_version_nor_a_way_back_nor_traffic_moved_by_hand_is_held()
    {
        var spec = Samples.Spec(Samples.Canary) with { Slo = new SloSpec { Objective = 0.999 } };
        new Story(Planner.Deploy(Samples.Key, spec, Samples.Release("1.0.0"), Core.Environments.EnvironmentState.New)).ToTheEnd().State.Phase.ShouldBe(RolloutPhase.Succeeded);
        new Story(Planner.Rollback(Samples.Key, spec, Samples.Release("0.9.0"), Samples.Running())).ToTheEnd().State.Phase.ShouldBe(RolloutPhase.Succeeded);
        Planner.Rollback(Samples.Key, spec, Samples.Release("0.9.0"), Samples.Running()).Slo.ShouldBeNull();
    }

    [Fact]
    public void A_look_is_noted_before_each_shift_and_then_when_it_means_something_else()
    {
        var state = AtFirstShift().State;
        Notice.Budget(state, Well).ShouldBe(new BudgetSeen(Well));
        state = Fold.Apply(state, new BudgetSeen(Well), Samples.Start);
        Notice.Budget(state, Burning).ShouldBe(new BudgetSeen(Burning));
        state = Fold.Apply(state, new BudgetSeen(Burning), Samples.Start);
        Notice.Budget(state, Burning with { Remaining = 0.5, Sentence = "50 %" }).ShouldBeNull();
        Notice.Budget(state, Burning with { Remaining = 0.2 }).ShouldNotBeNull();
        Notice.Budget(state, Burning with { Remaining = 0 }).ShouldNotBeNull();
        Notice.Budget(state, Well).ShouldBe(new BudgetSeen(Well));
    }

    private static Plan PlanWith(Core.Environments.EnvironmentState environment) => Planner.Deploy(
        Samples.Key, Samples.Spec(Samples.Canary) with { Slo = new SloSpec { Objective = 0.999 } }, Samples.Release("2.0.0"), environment);

    private static Watch Watched(Story story) => story.Next.ShouldBeOfType<Decision.Wait>().Watch;

    private static Story AtFirstShift() => new Story(PlanWith(Samples.Running())).Until<ShiftStep>();
}
