using Shouldly;
using Slipway.Core.Analysis;
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

public sealed class MachineTests
{
    public static TheoryData<string> Strategies => ["canary", "blueGreen", "rolling", "rolling-without-surge", "first"];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void In_a_world_where_everything_works_each_strategy_is_promoted(string strategy)
    {
        var story = new Story(PlanOf(strategy)).ToTheEnd();

        story.State.Phase.ShouldBe(RolloutPhase.Succeeded);
        story.State.Steps.ShouldAllBe(s => s.Status == StepStatus.Done);
        story.Next.ShouldBeOfType<Decision.Finished>();
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void From_whatever_step_it_can_be_taken_back(string strategy)
    {
        var plan = PlanOf(strategy);
        for (var step = 0; step < plan.Steps.Count && plan.Steps[step] is not PromoteStep; step++)
        {
            var story = new Story(plan).Until<Step>(s => ReferenceEquals(s, plan.Steps[step]));
            story.Tell(new Command.Abort("alice", null)).ToTheEnd();
            story.State.Phase.ShouldBeOneOf(RolloutPhase.Cancelled, RolloutPhase.RolledBack);
        }
    }

    [Fact]
    public void An_effect_whose_engine_died_is_run_again_under_the_same_key()
    {
        var story = new Story(Samples.Deploy(Samples.Canary)).Until<CheckStep>();
        var key = ((Decision.Run)story.Next).Effect.Key;
        story.Tell(new EffectStarted(key, "check-target", 1, 1, null, null, null)).After(TimeSpan.FromHours(1));

        story.Next.ShouldBeOfType<Decision.Run>().Effect.Key.ShouldBe(key);
    }

    [Fact]
    public void An_effect_that_failed_is_tried_again_after_a_while_and_given_up_at_the_deadline()
    {
        var story = new Story(Samples.Deploy(Samples.Canary)).Until<CheckStep>().Run(EffectOutcome.Failed);

        story.Next.ShouldBeOfType<Decision.Wait>().Until.ShouldBe(story.Now + Limits.FirstRetryAfter);
        story.After(TimeSpan.FromHours(1)).Run(EffectOutcome.Failed).After(TimeSpan.FromMinutes(1)).Run(EffectOutcome.Failed);
        story.Next.ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<StepFailed>();
    }

    [Fact]
    public void An_effect_that_is_refused_is_not_tried_again() =>
        new Story(Samples.Deploy(Samples.Canary)).Until<CheckStep>().Run(EffectOutcome.Refused).Next.ShouldBe(new Decision.Record(new StepFailed(0, "because")));

    [Theory]
    [InlineData(EffectOutcome.Done), InlineData(EffectOutcome.Unknown)]
    public void A_shift_is_done_when_the_router_read_after_it_says_so(EffectOutcome outcome)
    {
        var story = new Story(Samples.Deploy(Samples.Canary)).Until<ShiftStep>().Run(outcome);

        story.Next.ShouldBeOfType<Decision.Wait>().Watch.ShouldBe(Watch.Weights | Watch.Candidate);
        story.Split(Weight.Zero).Next.ShouldBeOfType<Decision.Wait>();
        story.Split(Weight.FromPercent(5)).Next.ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<StepSucceeded>();
    }

    [Fact]
    public void What_was_seen_before_an_order_does_not_confirm_it()
    {
        var story = new Story(Samples.Deploy(Samples.Canary)).Until<ShiftStep>().Split(Weight.Zero).Run(EffectOutcome.Unknown);
        story.Tell(new Command.Abort("alice", null)).Run(EffectOutcome.Unknown);

        story.Next.ShouldBeOfType<Decision.Wait>().For.ShouldContain("router");
    }

    [Fact]
    public void A_side_is_stopped_only_after_it_was_seen_without_traffic_for_the_drain()
    {
        var story = new Story(Samples.Deploy(Samples.Canary)).Until<ObserveStep>().Tell(new Command.Abort("alice", null)).Run();
        story.Split(Weight.Zero).Tell(((Decision.Record)story.Next).Event);

        story.State.CurrentStep.ShouldBeOfType<RetireStep>();
        story.Next.ShouldBeOfType<Decision.Wait>().Until.ShouldBe(story.Now + story.State.Plan.Drain);
        story.After(story.State.Plan.Drain).Next.ShouldBeOfType<Decision.Run>();
    }

    [Fact]
    public void The_verdict_that_ends_an_observation_is_taken_afresh()
    {
        var story = new Story(Samples.Deploy(Samples.Canary)).Until<ObserveStep>().Tell(new VerdictChanged(Evaluation.Of([])));

        story.After(TimeSpan.FromMinutes(1)).Next.ShouldBeOfType<Decision.Run>().Effect.ShouldBeOfType<TakeVerdict>();
    }

    [Fact]
    public void An_open_verdict_extends_the_observation_and_then_asks_a_person_until_it_passes()
    {
        var open = Evaluation.Of([new Finding("rule", Verdict.InsufficientData, "too few requests", null, null, 0)]);
        var story = new Story(Samples.Deploy(Samples.Canary)).Until<ObserveStep>().After(TimeSpan.FromMinutes(1)).Run(verdict: open);

        story.Next.ShouldBeOfType<Decision.Wait>().Until.ShouldBe(story.Now + Samples.Canary.Extend);
        story.After(Samples.Canary.Extend).Tell(((Decision.Record)story.Next).Event).State.Phase.ShouldBe(RolloutPhase.Waiting);
        story.Next.ShouldBeOfType<Decision.Wait>().Watch.HasFlag(Watch.Metrics).ShouldBeTrue();
        story.Tell(new VerdictChanged(Evaluation.Of([]))).Next.ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<StepSucceeded>();
    }

    [Fact]
    public void Metrics_that_cannot_be_read_end_with_a_question_and_no_verdict()
    {
        var story = new Story(Samples.Deploy(Samples.Canary)).Until<ObserveStep>().After(TimeSpan.FromMinutes(1)).Run(EffectOutcome.Failed);

        story.Next.ShouldBeOfType<Decision.Wait>();
        story.After(Samples.Canary.Extend).Next.ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<WaitingStarted>();
    }

    [Fact]
    public void The_time_of_a_pause_does_not_count()
    {
        var story = new Story(Samples.Deploy(Samples.Canary)).Until<ObserveStep>();
        var end = ((Decision.Wait)story.Next).Until;
        story.After(TimeSpan.FromSeconds(10)).Tell(new Command.Pause(null)).After(TimeSpan.FromHours(1));

        story.Next.ShouldBeOfType<Decision.Wait>().Until.ShouldBeNull();
        story.Tell(new Command.Resume()).Next.ShouldBeOfType<Decision.Wait>().Until.ShouldBe(end + TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData(null, "a person to resume it")]
    [InlineData("stop-1: fire", "a person to resume it (paused: stop-1: fire)")]
    public void Who_looks_at_a_paused_rollout_reads_why(string? reason, string sentence)
    {
        var story = new Story(Samples.Deploy(Samples.Canary)).Until<ObserveStep>().Tell(new Command.Pause(reason));

        story.Next.ShouldBeOfType<Decision.Wait>().For.ShouldBe(sentence);
        story.Tell(new Command.Resume()).State.PausedFor.ShouldBeNull();
    }

    [Fact]
    public void Gates_hold_until_their_time_has_passed_or_a_person_says_promote()
    {
        var gates = Samples.Spec(Samples.Canary) with { Gates = [new WaitGateSpec { For = TimeSpan.FromMinutes(5) }, new ConfirmGateSpec { Question = "Good?" }] };
        var story = new Story(Planner.Deploy(Samples.Key, gates, Samples.Release("2.0.0"), Samples.Running())).Until<WaitStep>();

        story.Next.ShouldBeOfType<Decision.Wait>().Until.ShouldBe(story.Now + TimeSpan.FromMinutes(5));
        story.Tell(new Command.Promote(Full: false, null)).Next.ShouldBe(new Decision.Record(new WaitingStarted("Good?")));
        story.Tell(new WaitingStarted("Good?")).After(TimeSpan.FromDays(9)).Next.ShouldBeOfType<Decision.Wait>();
        story.Tell(new Command.Promote(Full: false, null)).State.CurrentStep.ShouldBeOfType<ShiftStep>();
    }

    [Fact]
    public void Past_all_observation_a_canary_goes_straight_to_all_and_a_rolling_update_keeps_its_shares()
    {
        new Story(Samples.Deploy(Samples.Canary)).Until<ObserveStep>().Tell(new Command.Promote(Full: true, null))
            .Until<ShiftStep>().Next.ShouldBeOfType<Decision.Run>().Effect.ShouldBeOfType<SetWeights>().Split.ShouldBe(TrafficSplit.AllTo(Slot.Green));

        var gates = Samples.Spec(Samples.Rolling) with { Gates = [new ConfirmGateSpec { Question = "Good?" }] };
        new Story(Planner.Deploy(Samples.Key, gates, Samples.Release("2.0.0"), Samples.Running())).Until<ConfirmStep>().Tell(new Command.Promote(Full: true, null))
            .Next.ShouldBeOfType<Decision.Run>().Effect.ShouldBeOfType<SetWeights>().Split[Slot.Green].ShouldBe(Weight.FromPercent(25));
    }

    [Fact]
    public void A_rollback_that_cannot_finish_asks_for_a_person_and_a_retry_finishes_it()
    {
        var story = CommandsTests.At("failed");
        story.State.Phase.ShouldBe(RolloutPhase.Failed);
        story.State.Summary!.ShouldContain("retry");

        story.Tell(new Command.Retry()).ToTheEnd().State.Phase.ShouldBe(RolloutPhase.RolledBack);
    }

    private static Plan PlanOf(string strategy) => strategy switch
    {
        "canary" => Samples.Deploy(Samples.Canary),
        "blueGreen" => Samples.Deploy(Samples.BlueGreen),
        "rolling" => Samples.Deploy(Samples.Rolling),
        "rolling-without-surge" => Samples.Deploy(Samples.Rolling with { MaxSurge = 0, MaxUnavailable = 1 }),
        _ => Samples.First(Samples.Canary),
    };
}
