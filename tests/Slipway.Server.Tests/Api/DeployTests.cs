using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.Cli;
using Xunit;

namespace Slipway.Server.Tests.Api;

/// <summary>Each test has a server of its own: rollouts of one would block those of another.</summary>
public sealed class DeployTests : IAsyncLifetime
{
    private readonly ApiServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_deploy_is_followed_to_its_promotion_and_shows_in_history_releases_and_events()
    {
        var (code, text, error) = await _server.SlipwayAsync("deploy", "--version", "1.0.0", "--env", "quick", "--wait", "--timeout", "1m");
        code.ShouldBe(ExitCodes.Done, text + error);
        text.ShouldContain("1.0.0 is stable on blue");
        (await _server.SlipwayAsync("deploy", "--version", "2.0.0", "--env", "quick", "--wait", "--timeout", "1m")).Code.ShouldBe(ExitCodes.Done);

        (await _server.SlipwayAsync("history")).Out.ShouldContain("1.0.0 → 2.0.0");
        (await _server.SlipwayAsync("releases", "--env", "quick", "-o", "json")).Out.ShouldContain("\"lastKnownGood\": true");
        (await _server.SlipwayAsync("events", "--env", "quick")).Out.ShouldContain("2.0.0 promoted");
        (await _server.SlipwayAsync("status", "--env", "quick")).Out.ShouldContain("2.0.0 stable on green");
        (await _server.SlipwayAsync("health-check", "--env", "quick", "--slot", "green")).Out.ShouldContain("healthy");
        (await _server.SlipwayAsync("logs", "--env", "quick", "--slot", "green")).Out.ShouldContain("green-2.0.0-1");
    }

    [Fact]
    public async Task A_second_deploy_is_blocked_and_names_the_one_that_runs()
    {
        var first = await StartSecondVersionAsync();
        var (code, _, error) = await _server.SlipwayAsync("deploy", "--version", "3.0.0", "--env", "watched");
        code.ShouldBe(ExitCodes.Blocked);
        error.ShouldContain(first.Id);
        error.ShouldContain("--supersede");
    }

    [Fact]
    public async Task An_aborted_rollout_is_rolled_back_and_why_says_who_asked()
    {
        var rollout = await StartSecondVersionAsync();
        var abort = await _server.SlipwayAsync("abort", "--reason", "wrong version", "--wait", "--timeout", "1m");
        abort.Code.ShouldBe(ExitCodes.Done, abort.Out + abort.Error);
        (await _server.SlipwayAsync("why", rollout.Id)).Out.ShouldContain($"aborted by {Environment.UserName}: wrong version");
        (await _server.SlipwayAsync("status", rollout.Id, "--watch")).Code.ShouldBe(ExitCodes.RolledBack);
    }

    [Fact]
    public async Task A_paused_rollout_waits_for_a_person_and_promote_full_ends_the_wait()
    {
        var rollout = await StartSecondVersionAsync();
        (await _server.SlipwayAsync("pause")).Code.ShouldBe(ExitCodes.Done);
        (await _server.SlipwayAsync("why")).Out.ShouldContain("(a person)");
        (await _server.SlipwayAsync("resume")).Code.ShouldBe(ExitCodes.Done);
        var promoted = await _server.SlipwayAsync("promote", "--full", "--watch", "-o", "json", "--timeout", "1m");
        promoted.Code.ShouldBe(ExitCodes.Done, promoted.Out + promoted.Error);
        var last = JsonSerializer.Deserialize(promoted.Out.TrimEnd().Split('\n')[^1], SlipwayJson.Default.RolloutView)!;
        (last.Id, last.Phase.IsDecided()).ShouldBe((rollout.Id, true));
    }

    [Fact]
    public async Task Time_that_runs_out_ends_with_its_own_code_and_leaves_the_rollout_alone()
    {
        var rollout = await StartSecondVersionAsync();
        (await _server.SlipwayAsync("status", rollout.Id, "--wait", "--timeout", "200ms")).Code.ShouldBe(ExitCodes.TimedOut);
        (await _server.SlipwayAsync("status", rollout.Id)).Out.ShouldContain("running");
    }

    [Fact]
    public async Task An_interrupt_detaches_and_leaves_the_rollout_alone()
    {
        var rollout = await StartSecondVersionAsync();
        using var interrupt = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var test = _server.Terminal();
        (await test.RunUntilAsync(interrupt.Token, "status", rollout.Id, "--watch")).ShouldBe(ExitCodes.Done);
        test.Out.ShouldContain($"detached: rollout {rollout.Id} goes on");
        (await _server.SlipwayAsync("status", rollout.Id)).Out.ShouldContain("running");
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_the_code_of_its_kind()
    {
        (await _server.SlipwayAsync("deploy", "--version", "missing", "--env", "quick")).Code.ShouldBe(ExitCodes.Invalid);
        (await _server.SlipwayAsync("rollback", "--env", "quick", "--reason", "none")).Code.ShouldBe(ExitCodes.Failed);
        (await _server.SlipwayAsync("switch-traffic", "--env", "quick", "--from-env", "green", "--to-env", "blue", "--percentage", "50")).Code.ShouldBe(ExitCodes.Blocked);
        (await _server.SlipwayAsync("pause")).Code.ShouldBe(ExitCodes.Failed);
        var plan = await _server.SlipwayAsync("plan", "--version", "1.0.0", "--env", "quick", "-o", "json");
        JsonSerializer.Deserialize(plan.Out, SlipwayJson.Default.PlanView)!.Steps.ShouldNotBeEmpty();
    }

    /// <summary>1.0.0 is stable, 2.0.0 is observed for an hour.</summary>
    private async Task<RolloutView> StartSecondVersionAsync()
    {
        (await _server.SlipwayAsync("deploy", "--version", "1.0.0", "--env", "watched", "--wait", "--timeout", "1m")).Code.ShouldBe(ExitCodes.Done);
        var started = await _server.SlipwayAsync("deploy", "--version", "2.0.0", "--env", "watched", "-o", "json");
        started.Code.ShouldBe(ExitCodes.Done, started.Out);
        var view = JsonSerializer.Deserialize(started.Out, SlipwayJson.Default.RolloutView)!;
        for (var tries = 0; tries < 600 && !view.Steps.Any(s => s is { Kind: "observe", Status: StepStatus.Running }); tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
            view = JsonSerializer.Deserialize((await _server.SlipwayAsync("status", view.Id, "-o", "json")).Out, SlipwayJson.Default.RolloutView)!;
        }

        return view;
    }
}
