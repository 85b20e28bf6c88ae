using Shouldly;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Rollouts;

public sealed class CommandsTests
{
    private static readonly Command[] All =
    [
        new Command.Pause(null), new Command.Resume(), new Command.Promote(Full: false, null), new Command.Abort("alice", null), new Command.Retry(),
        new Command.Supersede("next"), new Command.Alert("down", "it is down"), new Command.TakeBack("alice", null), new Command.EndKeepWarm("next"),
    ];

    /// <summary>Rows are phases; columns are commands; - is a refusal, = is "so already", else the event.</summary>
    [Theory]
    [InlineData("planned", "- - - back - back = back -")]
    [InlineData("provisioning", "paused - - back - back = back -")]
    [InlineData("observing", "paused - advanced back - back alert back -")]
    [InlineData("paused", "= resumed advanced back - back alert back -")]
    [InlineData("waiting", "paused - advanced back - back alert back -")]
    [InlineData("keeping-warm", "- - = - - warm-ended alert back warm-ended")]
    [InlineData("retiring", "- - = - - warm-ended = - warm-ended")]
    [InlineData("rolling-back", "- - - = - = = = -")]
    [InlineData("succeeded", "- - - - - - - - -")]
    [InlineData("rolled-back", "- - - - - - - - -")]
    [InlineData("failed", "- - - - retried - - - -")]
    public void Each_command_in_each_phase(string phase, string answers) =>
        string.Join(' ', All.Select(c => Word(Commands.Decide(At(phase).State, c)))).ShouldBe(answers);

    [Fact]
    public void A_refusal_says_why()
    {
        foreach (var command in All)
            (Commands.Decide(At("succeeded").State, command).Refusal ?? "").Length.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void An_alert_does_not_undo_a_rollback_to_the_good_version()
    {
        var plan = Core.Planning.Planner.Rollback(Samples.Key, Samples.Spec(Samples.BlueGreen), Samples.Release("0.9.0"), Samples.Running());
        var state = new Story(plan).Until<RetireStep>().State;

        Commands.Decide(state, new Command.Alert("down", "it is down")).ShouldBe(Answer.Already);
    }

    internal static Story At(string phase)
    {
        var story = new Story(Samples.Deploy(Samples.BlueGreen));
        return phase switch
        {
            "planned" => story,
            "provisioning" => story.Until<ProvisionStep>(),
            "observing" => story.Until<ObserveStep>(),
            "paused" => story.Until<ObserveStep>().Tell(new Command.Pause(null)),
            "waiting" => story.Until<ObserveStep>().Tell(new WaitingStarted("a person")),
            "keeping-warm" => story.Until<RetireStep>(),
            "retiring" => story.Until<RetireStep>().Split(Weight.Full).After(TimeSpan.FromHours(1)).Run(),
            "rolling-back" => story.Until<ObserveStep>().Tell(new Command.Abort("alice", null)),
            "succeeded" => story.ToTheEnd(),
            "rolled-back" => story.Until<ObserveStep>().Tell(new Command.Abort("alice", null)).ToTheEnd(),
            "failed" => Failed(story.Until<ObserveStep>().Tell(new Command.Abort("alice", null))),
            _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, null),
        };
    }

    private static Story Failed(Story story)
    {
        story.Run(EffectOutcome.Refused);
        story.Tell(((Decision.Record)story.Next).Event);
        return story.Tell(((Decision.Record)story.Next).Event);
    }

    private static string Word(Answer answer) => answer switch
    {
        { Refusal: not null } => "-",
        { Event: null } => "=",
        { Event: RollbackStarted } => "back",
        { Event: RolloutPaused } => "paused",
        { Event: RolloutResumed } => "resumed",
        { Event: RolloutAdvanced } => "advanced",
        { Event: StepRetried } => "retried",
        { Event: KeepWarmEnded } => "warm-ended",
        { Event: AlertReceived } => "alert",
        _ => "?",
    };
}
