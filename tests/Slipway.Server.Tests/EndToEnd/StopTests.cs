using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>The emergency stop, on local processes: what it holds still, and that exactly this is undone.</summary>
public sealed class StopTests : IAsyncDisposable
{
    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Rollouts_are_paused_and_new_ones_held_until_it_is_undone_also_over_a_kill_of_the_server()
    {
        _shop.Spec("canary: { weights: [50%, 100%], observe: 3s }");
        await _shop.StartWithAsync("1.0.0");
        var rollout = await _shop.DeployAsync("2.0.0");
        await _shop.UntilAsync(rollout.Id, r => r.Phase == RolloutPhase.Running, "the rollout to run");

        var stopped = (await _shop.RunAsync("stop", "--env", "production", "--reason", "fire")).Ended(ExitCodes.Done);
        stopped.Out.ShouldContain($"{rollout.Id} is paused");
        stopped.Out.ShouldContain("stop-1 stands over */production; `slipway resume stop-1` undoes exactly this");
        (await _shop.RolloutAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Paused);
        (await _shop.RunAsync("stop", "--env", "production", "--reason", "again")).Ended(ExitCodes.Blocked).Error.ShouldContain("stands over */production already: fire");
        (await _shop.RunAsync("freeze", "lift", "freeze-1")).Ended(ExitCodes.Blocked).Error.ShouldContain("slipway resume stop-1");

        await _shop.KillServerAsync();
        await _shop.StartAsync();
        (await _shop.RunAsync("resume", "--env", "production", "--reason", "it is out")).Ended(ExitCodes.Done).Out.ShouldContain("stop-1 over */production is over");
        (await _shop.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        (await _shop.RunAsync("freeze", "list")).Ended(ExitCodes.Done).Out.ShouldContain("nothing is frozen");
    }

    [Fact]
    public async Task What_a_person_had_paused_before_stays_paused_afterwards()
    {
        _shop.Spec("canary: { weights: [50%, 100%], observe: 10s }");
        await _shop.StartWithAsync("1.0.0");
        var rollout = await _shop.DeployAsync("2.0.0");
        await _shop.UntilAsync(rollout.Id, r => r.Phase == RolloutPhase.Running, "the rollout to run");
        (await _shop.RunAsync("pause", "--reason", "lunch")).Ended(ExitCodes.Done);

        (await _shop.RunAsync("stop", "--all", "--reason", "fire")).Ended(ExitCodes.Done);
        (await _shop.RunAsync("resume", "stop-1")).Ended(ExitCodes.Done);
        (await _shop.RolloutAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Paused);
        (await _shop.RunAsync("resume")).Ended(ExitCodes.Done);
    }

    [Fact]
    public async Task Instances_that_were_stopped_come_back_as_many_as_there_were()
    {
        _shop.Spec("canary: { weights: [100%], observe: 1s }", replicas: 2);
        await _shop.StartAsync();
        await _shop.EndedAsync((await _shop.DeployAsync("1.0.0")).Id);

        (await _shop.RunAsync("stop", "--env", "production", "--reason", "a leak", "--scale-to-zero", "shop")).Ended(ExitCodes.Done).Out.ShouldContain("1.0.0 on blue of shop/production has 0 instances");
        await Poll.UntilAsync(() => Task.FromResult(_shop.InstancesOf("1.0.0").Count == 0), "no instance", TestContext.Current.CancellationToken);

        (await _shop.RunAsync("resume", "--env", "production")).Ended(ExitCodes.Done);
        await Poll.UntilAsync(() => Task.FromResult(_shop.InstancesOf("1.0.0").Count == 2), "both instances again", TestContext.Current.CancellationToken);
        await _shop.AnswersThroughGatewayAsync();
        await _shop.EndedAsync((await _shop.DeployAsync("2.0.0")).Id);
    }

    [Fact]
    public async Task Clients_meet_the_maintenance_page_in_the_middle_of_a_rollout_and_the_split_as_before_afterwards()
    {
        _shop.Spec("canary: { weights: [50%, 100%], observe: 15s }");
        await _shop.StartWithAsync("1.0.0");
        var rollout = await _shop.DeployAsync("2.0.0");
        await _shop.UntilAsync(rollout.Id, r => r.Weights.Observed.Any(w => w is { Slot: "green", Weight: 50 }), "half of the requests on green");
        await using var client = new PageClient(_shop.Gateway);

        var stopped = (await _shop.RunAsync("stop", "--env", "production", "--reason", "fire", "--maintenance-page", "shop")).Ended(ExitCodes.Done);
        stopped.Out.ShouldContain("shop/production shows its maintenance page");
        await client.MeetsAsync(page: true, TestContext.Current.CancellationToken);
        (await _shop.EnvironmentAsync()).Weights.Observed.ShouldContain(w => w.Slot == "green" && w.Weight == 50);

        await _shop.KillServerAsync();
        await _shop.StartAsync();
        await client.MeetsAsync(page: true, TestContext.Current.CancellationToken);
        (await _shop.RunAsync("resume", "--env", "production")).Ended(ExitCodes.Done).Out.ShouldNotContain("shows its maintenance page");
        await client.MeetsAsync(page: false, TestContext.Current.CancellationToken);
        (await _shop.EnvironmentAsync()).Weights.Observed.ShouldContain(w => w.Slot == "green" && w.Weight == 50);
        await client.EndWithoutOthersAsync();
        (await _shop.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
    }

    [Fact]
    public async Task The_page_stands_before_instances_go_and_until_they_are_back()
    {
        _shop.Spec("canary: { weights: [100%], observe: 1s }", replicas: 2);
        File.WriteAllText(Path.Combine(_shop.Folder, "closed.html"), "<title>closed</title>");
        File.WriteAllText(_shop.SpecFile, File.ReadAllText(_shop.SpecFile).Replace($"\"127.0.0.1:{_shop.GatewayPort}\"", $"\"127.0.0.1:{_shop.GatewayPort}\", maintenancePage: closed.html", StringComparison.Ordinal));
        await _shop.StartWithAsync("1.0.0");
        await using var client = new PageClient(_shop.Gateway, "<title>closed</title>");

        (await _shop.RunAsync("stop", "--env", "production", "--reason", "a leak", "--scale-to-zero", "shop", "--maintenance-page", "shop")).Ended(ExitCodes.Done);
        await Poll.UntilAsync(() => _shop.InstancesOf("1.0.0").Count == 0, "no instance", TestContext.Current.CancellationToken);
        await client.MeetsAsync(page: true, TestContext.Current.CancellationToken);
        (await _shop.RunAsync("resume", "--env", "production")).Ended(ExitCodes.Done);
        _shop.InstancesOf("1.0.0").Count.ShouldBe(2);
        await client.MeetsAsync(page: false, TestContext.Current.CancellationToken);
        await client.EndWithoutOthersAsync();
        (await _shop.RunAsync("events")).Ended(ExitCodes.Done).Out.ShouldContain("shop/production shows its versions again");
    }

    [Fact]
    public async Task What_has_no_page_is_refused_and_nothing_is_stopped()
    {
        _shop.Spec("rolling: {}");
        var lines = File.ReadAllLines(_shop.SpecFile).ToList();
        lines.RemoveRange(lines.FindIndex(line => line.Contains("traffic:", StringComparison.Ordinal)), 3);
        File.WriteAllLines(_shop.SpecFile, lines);
        await _shop.StartAsync();
        (await _shop.RunAsync("stop", "--env", "production", "--reason", "fire", "--maintenance-page", "shop")).Ended(ExitCodes.Blocked)
            .Error.ShouldContain("shop/production has no maintenance page: environments.production of its spec has no traffic, so no router that could show one; stop without it");
        (await _shop.RunAsync("stop", "--env", "production", "--reason", "fire", "--maintenance-page", "none")).Ended(ExitCodes.Failed).Error.ShouldContain("There is no app 'none'; known: shop");
        (await _shop.RunAsync("freeze", "list")).Out.ShouldContain("nothing is frozen");
    }

    [Theory]
    [InlineData("needs a reason", "stop", "--env", "production", "--reason", " ")]
    [InlineData("say what to stop", "stop", "--reason", "fire")]
    [InlineData("leave --app and --env out", "stop", "--all", "--env", "production", "--reason", "fire")]
    [InlineData("--scale-to-zero needs --env", "stop", "--all", "--reason", "fire", "--scale-to-zero", "shop")]
    [InlineData("--maintenance-page needs --env", "stop", "--all", "--reason", "fire", "--maintenance-page", "shop")]
    public async Task What_makes_no_sense_changes_nothing(string message, params string[] command)
    {
        _shop.Spec("canary: {}");
        await _shop.StartAsync();
        (await _shop.RunAsync(command)).Ended(ExitCodes.Invalid).Error.ShouldContain(message);
        (await _shop.RunAsync("freeze", "list")).Out.ShouldContain("nothing is frozen");
        (await _shop.RunAsync("resume", "stop-1")).Ended(ExitCodes.Failed).Error.ShouldContain("there is no stop 'stop-1'");
    }
}
