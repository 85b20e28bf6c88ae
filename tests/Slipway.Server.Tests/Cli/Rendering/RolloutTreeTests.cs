using Slipway.Cli.Rendering;
using Slipway.Contracts.Views;
using Slipway.Testing;
using Xunit;

namespace Slipway.Server.Tests.Cli.Rendering;

public sealed class RolloutTreeTests
{
    [Fact]
    public void A_canary_at_a_quarter_shows_bar_weights_and_verdict() => Matches(SampleRollouts.CanaryAtQuarter, "canary-at-quarter");

    [Fact]
    public void A_rollout_that_waits_for_a_person_says_so_first() => Matches(SampleRollouts.WaitsForPerson, "waits-for-person");

    [Fact]
    public void A_rolled_back_rollout_shows_its_cause_and_evidence() => Matches(SampleRollouts.RolledBack, "rolled-back");

    [Fact]
    public void A_promoted_blue_green_shows_the_side_that_is_kept_warm() => Matches(SampleRollouts.PromotedKeepWarm, "promoted-keep-warm");

    [Fact]
    public void A_crash_looping_instance_shows_its_restarts_and_last_words() => Matches(SampleRollouts.CrashLoop, "crash-loop");

    [Fact]
    public void In_a_low_window_the_steps_around_the_present_one_stay() => Golden.ShouldMatch(
        TestTerminal.Text(RolloutTree.Render(SampleRollouts.CanaryAtQuarter, SampleRollouts.Now, mostSteps: 6)), "Golden/canary-in-a-low-window.txt");

    private static void Matches(RolloutView view, string name) =>
        Golden.ShouldMatch(TestTerminal.Text(RolloutTree.Render(view, SampleRollouts.Now)), $"Golden/{name}.txt");
}
