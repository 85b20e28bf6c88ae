using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>What people tell a rollout that is under way, and what they read of it.</summary>
public sealed class CommandTests : IAsyncDisposable
{
    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_person_pauses_resumes_lets_on_and_aborts()
    {
        var rollout = await ObservedAsync();
        (await _shop.RunAsync("pause", "--reason", "lunch")).Ended(ExitCodes.Done);
        (await _shop.RunAsync("why")).Ended(ExitCodes.Done).Out.ShouldContain("(a person)");
        (await _shop.RunAsync("resume")).Ended(ExitCodes.Done);
        (await _shop.RunAsync("resume")).Ended(ExitCodes.Blocked).Error.ShouldContain("is not paused");
        (await _shop.RunAsync("promote", "--reason", "dashboards look good")).Ended(ExitCodes.Done);
        await _shop.UntilAsync(rollout.Id, r => r.Weights.Observed.Any(w => w is { Slot: "green", Weight: 100 }), "all traffic on green");
        (await _shop.RunAsync("abort", "--reason", "wrong version", "--wait", "--timeout", "30s")).Ended(ExitCodes.Done);
        (await _shop.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.RolledBack);
        (await _shop.RunAsync("why", rollout.Id)).Ended(ExitCodes.Done).Out.ShouldContain($"aborted by {Environment.UserName}: wrong version");
        _shop.InstancesOf("2.0.0").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_deploy_is_blocked_by_the_first_unless_it_supersedes_it()
    {
        var first = await ObservedAsync();
        var blocked = (await _shop.RunAsync("deploy", "--version", "3.0.0")).Ended(ExitCodes.Blocked);
        blocked.Error.ShouldContain(first.Id);
        blocked.Error.ShouldContain("--supersede");
        (await _shop.ReadAsync(SlipwayJson.Default.IReadOnlyListRolloutSummaryView, "history")).Count.ShouldBe(2);

        await using var load = new OpenLoad(_shop.Gateway);
        var second = await _shop.DeployAsync("3.0.0", "--supersede");
        (await _shop.EndedAsync(first.Id)).Phase.ShouldBe(RolloutPhase.Superseded);
        await _shop.UntilAsync(second.Id, IsObserved, "3.0.0 to be observed");
        (await _shop.RunAsync("promote", "--full", "--wait", "--timeout", "30s")).Ended(ExitCodes.Done);
        (await _shop.EnvironmentAsync()).StableVersion.ShouldBe("3.0.0");
        await load.EndWithoutLossAsync();
    }

    [Fact]
    public async Task Every_reading_command_speaks_json()
    {
        var rollout = await ObservedAsync();
        IReadOnlyList<IReadOnlyList<string>> commands =
        [
            ["releases"], ["history"], ["events"], ["events", rollout.Id], ["logs"], ["plan", "--version", "3.0.0"], ["why"], ["status"],
            ["status", rollout.Id], ["doctor"], ["health-check", "--environment", "blue"], ["validate"],
        ];
        foreach (var command in commands)
        {
            var result = (await _shop.RunAsync([.. command, "-o", "json"])).Ended(ExitCodes.Done);
            Should.NotThrow(() => JsonDocument.Parse(result.Out).Dispose(), result.ToString());
        }

        var refused = (await _shop.RunAsync("deploy", "--version", "3.0.0", "-o", "json")).Ended(ExitCodes.Blocked);
        using var errors = JsonDocument.Parse(refused.Out + refused.Error);
        errors.RootElement.GetProperty("errors")[0].GetProperty("message").GetString()!.ShouldContain(rollout.Id);
    }

    [Fact]
    public async Task A_rollback_without_an_earlier_version_says_that_there_is_none()
    {
        _shop.Spec("canary: { weights: [100%], observe: 1s }");
        await _shop.StartAsync();
        (await _shop.RunAsync("rollback", "--reason", "none")).Ended(ExitCodes.Failed).Error.ShouldContain("there is no earlier version");
        (await _shop.RunAsync("deploy", "--version", "1.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        (await _shop.RunAsync("rollback", "--reason", "none")).Ended(ExitCodes.Failed).Error.ShouldContain("there is no earlier version");
        (await _shop.RunAsync("rollback", "--version", "v2.0.5", "--reason", "Critical bug in v2.1.0")).Ended(ExitCodes.Failed).Error.ShouldContain("v2.0.5 was never promoted");
        (await _shop.EnvironmentAsync()).StableVersion.ShouldBe("1.0.0");
    }

    /// <summary>1.0.0 is stable; 2.0.0 has half of the traffic and is observed for an hour.</summary>
    private async Task<RolloutView> ObservedAsync()
    {
        _shop.Spec("canary: { weights: [50%, 100%], observe: 1h }");
        await _shop.StartWithAsync("1.0.0");
        return await _shop.UntilAsync((await _shop.DeployAsync("2.0.0")).Id, IsObserved, "2.0.0 to be observed");
    }

    private static bool IsObserved(RolloutView rollout) => rollout.Steps.Any(s => s is { Kind: "observe", Status: StepStatus.Running });
}
