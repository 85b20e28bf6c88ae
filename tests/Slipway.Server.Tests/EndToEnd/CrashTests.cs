using System.Diagnostics;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>kill -9 at the worst moments.</summary>
public sealed class CrashTests : IAsyncDisposable
{
    /// <summary>Requests that one of four instances can be at when it is killed, on a slow machine.</summary>
    private const int InFlight = 10;

    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_server_that_is_killed_at_every_step_goes_on_each_time_and_no_request_is_lost()
    {
        // The check holds the verification until it has been crashed into.
        _shop.Spec("canary: { weights: [50%, 100%], observe: 2s, keepWarm: 3s }", checks: """[{ name: opened, command: [test, -e, open] }]""");
        await File.WriteAllTextAsync(Path.Combine(_shop.Folder, "releases", "1.0.0", "open"), "", Cancel);
        _shop.Release("2.0.0", startDelayMilliseconds: 1500);
        await _shop.StartWithAsync("1.0.0");
        var stable = _shop.InstancesOf("1.0.0");
        var gateway = _shop.Gateways();
        await using var load = new OpenLoad(_shop.Gateway);
        var rollout = await _shop.DeployAsync("2.0.0");

        await CrashAtAsync(rollout.Id, "provision");
        await CrashAtAsync(rollout.Id, "verify");
        var candidate = _shop.InstancesOf("2.0.0");
        candidate.Count.ShouldBe(1);
        await File.WriteAllTextAsync(Path.Combine(_shop.Folder, "releases", "2.0.0", "open"), "", Cancel);
        foreach (var step in new[] { "shift", "observe", "promote" })
        {
            await CrashAtAsync(rollout.Id, step);
            _shop.InstancesOf("1.0.0").ShouldBe(stable, step);
            _shop.InstancesOf("2.0.0").ShouldBe(candidate, step);
        }

        // By the time that the server is back, the old version may have been kept warm for long enough.
        await CrashAtAsync(rollout.Id, "retire");
        _shop.InstancesOf("1.0.0").ShouldBeSubsetOf(stable);
        (await _shop.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        _shop.InstancesOf("2.0.0").ShouldBe(candidate);
        _shop.InstancesOf("1.0.0").ShouldBeEmpty();
        _shop.Gateways().ShouldBe(gateway);
        await load.EndWithoutLossAsync();
        (await _shop.EnvironmentAsync()).StableVersion.ShouldBe("2.0.0");
    }

    [Fact]
    public async Task A_server_that_is_killed_while_it_rolls_back_finishes_the_rollback()
    {
        // Drained for long enough to be killed in the middle.
        _shop.Spec("canary: { weights: [50%, 100%], observe: 1h }", drain: "2s");
        await _shop.StartWithAsync("1.0.0");
        await using var load = new OpenLoad(_shop.Gateway);
        var rollout = await _shop.DeployAsync(Installation.Faulty);
        await _shop.UntilAsync(rollout.Id, r => r.Phase == RolloutPhase.RollingBack, "the rollback to begin");
        await _shop.KillServerAsync();
        await _shop.StartAsync();
        var ended = await _shop.EndedAsync(rollout.Id);
        ended.Phase.ShouldBe(RolloutPhase.RolledBack);
        ended.Cause!.Sentence.ShouldContain("error rate");
        _shop.InstancesOf(Installation.Faulty).ShouldBeEmpty();
        await load.EndWithoutLossAsync();
    }

    [Fact]
    public async Task A_gateway_that_is_killed_is_back_with_its_last_configuration_whether_the_server_lives_or_not()
    {
        _shop.Spec("canary: { weights: [50%, 100%], observe: 1h }");
        await _shop.StartWithAsync("1.0.0");
        var rollout = await _shop.DeployAsync("2.0.0");
        await _shop.UntilAsync(rollout.Id, r => r.Weights.Observed.Any(w => w.Weight == 50), "half of the traffic");

        await Leftovers.KillAsync(_shop.GatewayFolder, _shop.Gateways());
        await BothAnswerAsync();
        var second = _shop.Gateways().ShouldHaveSingleItem();

        await _shop.KillServerAsync();
        await Leftovers.KillAsync(_shop.GatewayFolder, [second]);
        using var alone = Process.Start(SlipwayProgram.In(_shop.Folder, "gateway", "--app", "shop", "--environment", "production", "--server", $"{_shop.Api}"))!;
        await BothAnswerAsync();
        alone.Kill();
        await alone.WaitForExitAsync(Cancel);

        await _shop.StartAsync();
        await BothAnswerAsync();
        (await _shop.RolloutAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Running);
    }

    [Fact]
    public async Task An_instance_that_dies_at_half_of_the_traffic_takes_no_request_with_it_but_those_that_it_was_answering()
    {
        _shop.Spec("canary: { weights: [50%, 100%], observe: 1h }", replicas: 2);
        await _shop.StartWithAsync("1.0.0");
        var rollout = await _shop.DeployAsync("2.0.0");
        await _shop.UntilAsync(rollout.Id, r => r.Weights.Observed.Any(w => w.Weight == 50), "half of the traffic");
        var instances = _shop.InstancesOf("2.0.0");
        await using var load = new OpenLoad(_shop.Gateway);
        await load.MoreAsync(50, Cancel);
        await Leftovers.KillAsync(_shop.Folder, [instances[0]]);
        await _shop.UntilAsync(rollout.Id, r => r.Slots.SelectMany(s => s.Instances).Any(i => i.Restarts == 1), "a restart");
        await _shop.UntilAsync(rollout.Id, r => r.Slots.Sum(s => s.Ready) == 4, "all instances to be ready");
        load.Lost.Count.ShouldBeLessThan(InFlight, string.Join('\n', load.Lost));
        _shop.InstancesOf("2.0.0").ShouldContain(instances[1]);
        (await _shop.RolloutAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Running);
    }

    [Fact]
    public async Task A_server_that_is_told_to_end_leaves_service_and_gateway_running_and_finds_them_again()
    {
        _shop.Spec("canary: { weights: [100%], observe: 1s }", replicas: 2);
        await _shop.StartWithAsync("1.0.0");
        var (instances, gateway) = (_shop.InstancesOf("1.0.0"), _shop.Gateways());
        await using var load = new OpenLoad(_shop.Gateway);
        await _shop.Server.StopAsync(Cancel);
        await load.MoreAsync(50, Cancel);
        (await _shop.RunAsync("status")).Ended(ExitCodes.Failed).Error.ShouldContain("is `slipway serve` running?");
        await _shop.StartAsync();
        (await _shop.RunAsync("deploy", "--version", "2.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        await load.EndWithoutLossAsync();
        instances.Count.ShouldBe(2);
        _shop.Gateways().ShouldBe(gateway);
    }

    /// <summary>Kills the server at the first such step or as soon after it as can be seen, and starts it again.</summary>
    private async Task CrashAtAsync(string id, string step)
    {
        await _shop.UntilAsync(id, r => r.Steps.First(s => s.Kind == step).Status != StepStatus.Pending, $"the step {step}");
        await _shop.KillServerAsync();
        await _shop.StartAsync();
    }

    private async Task BothAnswerAsync()
    {
        using var http = new HttpClient();
        var seen = new HashSet<string>();
        await Poll.UntilAsync(async () =>
        {
            try
            {
                using var answer = await http.GetAsync(_shop.Gateway, Cancel);
                if (answer.IsSuccessStatusCode)
                    seen.Add(answer.Headers.GetValues("X-Version").Single());
            }
            catch (HttpRequestException)
            {
                // Not back yet.
            }

            return seen.Count == 2;
        }, "answers of both versions", Cancel);
    }
}
