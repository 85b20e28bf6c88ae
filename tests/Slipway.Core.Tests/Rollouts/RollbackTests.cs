using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Rollouts;

public sealed class RollbackTests
{
    private static readonly Evaluation Failing = Evaluation.Of([new Finding("error-rate ≤ 1 %", Verdict.Fail, "error-rate is 5 %", 0.05, 0, 100)]);

    [Fact]
    public void Traffic_goes_to_stable_before_anything_else() =>
        Back(new Story(Samples.Deploy(Samples.Canary)).Until<ObserveStep>()).ShouldBe("shift blue 100, retire green 0");

    [Fact]
    public void Before_any_traffic_the_candidate_is_just_stopped() =>
        Back(new Story(Samples.Deploy(Samples.Canary)).Until<VerifyStep>()).ShouldBe("retire green 0");

    [Fact]
    public void Before_anything_was_started_there_is_nothing_to_do() =>
        Back(new Story(Samples.Deploy(Samples.Canary)).Until<CheckStep>()).ShouldBe("");

    [Fact]
    public void A_shift_that_was_told_and_not_seen_counts()
    {
        var story = new Story(Samples.Deploy(Samples.Canary)).Until<ShiftStep>().Run(Core.Rollouts.Effects.EffectOutcome.Unknown);

        Back(story).ShouldBe("shift blue 100, retire green 0");
    }

    [Fact]
    public void A_rolling_update_before_its_first_reduction_shifts_at_once() =>
        Back(new Story(Samples.Deploy(Samples.Rolling)).Until<RetireStep>()).ShouldBe("shift blue 100, retire green 0");

    [Fact]
    public void A_rolling_update_after_it_brings_the_old_instances_back_first() =>
        Back(new Story(Samples.Deploy(Samples.Rolling)).Until<ProvisionStep>(p => p.Replicas == 3)).ShouldBe("provision blue 4, shift blue 100, retire green 0");

    [Fact]
    public void A_first_release_is_just_stopped_for_there_is_nobody_to_take_its_traffic()
    {
        var spec = Samples.Spec(Samples.Canary) with { Gates = [new ConfirmGateSpec { Before = GatePlace.Promote, Question = "Good?" }] };
        var story = new Story(Planner.Deploy(Samples.Key, spec, Samples.Release("1.0.0"), EnvironmentState.New)).Until<ConfirmStep>();

        Back(story).ShouldBe("retire blue 0");
        story.ToTheEnd().State.Phase.ShouldBe(RolloutPhase.RolledBack);
    }

    [Fact]
    public void A_switch_is_taken_back_to_the_split_before()
    {
        var both = Samples.After(Samples.Running(), new SlotOccupied(Slot.Green, Samples.Release("2.0.0")));
        var plan = Planner.Switch(Samples.Key, Samples.Spec(Samples.BlueGreen), Slot.Green, Weight.FromPercent(50), both);
        var story = new Story(plan).Until<ShiftStep>().Seen(Slot.Green, 4, 4).Run();

        Back(story).ShouldBe("shift blue 100");
    }

    [Fact]
    public void What_is_promoted_and_kept_warm_switches_back_at_once()
    {
        var story = new Story(Samples.Deploy(Samples.BlueGreen)).Until<RetireStep>().Tell(new Command.TakeBack("alice", null));

        Samples.Words(story.State.Steps.Skip(7).Select(s => s.Step)).ShouldBe("shift blue 100, retire green 0");
        story.Environment.ShouldContain(new StableChanged(Slot.Blue, story.State.Id, TakenBack: true));
        story.ToTheEnd().State.Phase.ShouldBe(RolloutPhase.RolledBack);
    }

    [Fact]
    public void An_alert_that_was_not_acted_on_when_the_warm_side_was_given_away_does_nothing()
    {
        var story = new Story(Samples.Deploy(Samples.BlueGreen)).Until<RetireStep>()
            .Tell(new Command.Alert("down", "it is down")).Tell(new Command.EndKeepWarm("next"));

        story.ToTheEnd().State.Phase.ShouldBe(RolloutPhase.Succeeded);
    }

    [Theory]
    [InlineData("verdict"), InlineData("alert"), InlineData("none-ready"), InlineData("fewer-ready"), InlineData("crash-loop")]
    public void Each_trouble_of_an_exposed_candidate_takes_it_back_paused_or_not(string trouble)
    {
        foreach (var paused in (bool[])[false, true])
        {
            var story = new Story(Samples.Deploy(Samples.Canary)).Until<ObserveStep>();
            if (paused)
                story.Tell(new Command.Pause(null));
            _ = trouble switch
            {
                "verdict" => story.Tell(new VerdictChanged(Failing)),
                "alert" => story.Tell(new Command.Alert("down", "it is down")),
                "none-ready" => story.Seen(Slot.Green, 4, 0).After(Limits.NoneReadyFor),
                "fewer-ready" => story.Seen(Slot.Green, 4, 3).After(Limits.FewerReadyFor),
                _ => story.Tell(new WorkloadObserved(Slot.Green, 4, 0, 4, "exit code 1", null)),
            };
            story.Next.ShouldBeOfType<Decision.Record>().Event.ShouldBeOfType<RollbackStarted>();
        }
    }

    [Fact]
    public void More_instances_that_are_just_being_started_are_no_ill_health()
    {
        var story = new Story(Samples.Deploy(Samples.Rolling)).Until<ProvisionStep>(p => p.Replicas == 2).Run().Seen(Slot.Green, 2, 1);

        story.After(Limits.FewerReadyFor).Next.ShouldBeOfType<Decision.Run>();
    }

    [Fact]
    public void None_ready_counts_from_when_the_last_one_went()
    {
        var story = new Story(Samples.Deploy(Samples.Canary)).Until<ObserveStep>().Seen(Slot.Green, 4, 1).After(TimeSpan.FromSeconds(10)).Seen(Slot.Green, 4, 0);

        story.Next.ShouldBeOfType<Decision.Wait>().Until.ShouldBe(story.Now + Limits.NoneReadyFor);
    }

    /// <summary>The steps of the way back, when a person says so now.</summary>
    private static string Back(Story story)
    {
        var before = story.State.Steps.Count;
        return Samples.Words(story.Tell(new Command.Abort("alice", null)).State.Steps.Skip(before).Select(s => s.Step));
    }
}
