using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Testing.Postgres;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>Two servers on one store and one folder, while one of them has a fault.</summary>
public sealed class SeveralServersTests(PostgresRun postgres) : IAsyncDisposable
{
    /// <summary>Longer than a server lives without a word, and than its successor needs.</summary>
    private static readonly TimeSpan StoppedFor = TimeSpan.FromSeconds(6);

    private readonly Installation _shop = new(TestContext.Current.CancellationToken);
    private readonly List<Replica> _replicas = [];
    private string _store = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task When_the_keeper_is_killed_in_the_middle_of_a_rollout_the_other_goes_on_and_no_request_is_lost()
    {
        var (keeper, other) = await StartBothAsync();
        var gateway = _shop.Gateways();
        var stable = _shop.InstancesOf("1.0.0");
        await using var load = new OpenLoad(_shop.Gateway);
        var rollout = await AtHalfAsync(other);
        var candidate = _shop.InstancesOf("2.0.0");

        await keeper.KillAsync();

        (await other.EndedAsync(rollout, Cancel)).Phase.ShouldBe(RolloutPhase.Succeeded);
        candidate.ShouldHaveSingleItem();
        _shop.InstancesOf("2.0.0").ShouldBe(candidate);
        _shop.InstancesOf("1.0.0").ShouldBeEmpty();
        stable.ShouldHaveSingleItem();
        _shop.Gateways().ShouldBe(gateway);
        (await other.ServersAsync(Cancel)).ShouldHaveSingleItem().Keeper.ShouldBeTrue();

        // The command line finds the one that lives.
        (await _shop.RunAsync("status")).Ended(ExitCodes.Done);
        await load.EndWithoutLossAsync();
    }

    [Fact]
    public async Task A_keeper_that_is_stopped_and_continued_has_been_replaced_and_does_no_harm()
    {
        var (keeper, other) = await StartBothAsync();
        await using var load = new OpenLoad(_shop.Gateway);
        var rollout = await AtHalfAsync(other);

        await keeper.SignalAsync("STOP", Cancel);
        await Poll.UntilAsync(async () => (await other.ServersAsync(Cancel)).Any(s => s.Keeper && s.Asked), "the other to be keeper", Cancel);
        await Task.Delay(StoppedFor, TimeProvider.System, Cancel);
        await keeper.SignalAsync("CONT", Cancel);

        (await other.EndedAsync(rollout, Cancel)).Phase.ShouldBe(RolloutPhase.Succeeded);
        _shop.InstancesOf("2.0.0").ShouldHaveSingleItem();
        _shop.InstancesOf("1.0.0").ShouldBeEmpty();
        _shop.Gateways().ShouldHaveSingleItem();

        // It is an ordinary server: it lives, another keeps the processes, and what is asked of it is done.
        await Poll.UntilAsync(async () => (await keeper.ServersAsync(Cancel)) is { Count: 2 } all && all.Any(s => s.Asked && !s.Keeper), "two servers again", Cancel);
        (await _shop.RunAsync("deploy", "--version", "3.0.0", "--wait", "--timeout", "1m", "--server", keeper.Url)).Ended(ExitCodes.Done);
        _shop.InstancesOf("3.0.0").ShouldHaveSingleItem();
        await load.EndWithoutLossAsync();
        keeper.Printed.ShouldNotContain("fault of this program");
    }

    [Fact]
    public async Task When_a_server_that_is_not_keeper_is_killed_its_rollouts_pass_to_the_other()
    {
        var (keeper, other) = await StartBothAsync();
        await using var load = new OpenLoad(_shop.Gateway);
        var rollout = await AtHalfAsync(other);
        await other.KillAsync();
        (await keeper.EndedAsync(rollout, Cancel)).Phase.ShouldBe(RolloutPhase.Succeeded);
        (await keeper.ServersAsync(Cancel)).ShouldHaveSingleItem().Keeper.ShouldBeTrue();
        _shop.InstancesOf("2.0.0").ShouldHaveSingleItem();
        await load.EndWithoutLossAsync();
    }

    [Fact]
    public async Task Servers_are_restarted_one_after_the_other_under_load_and_no_request_is_lost()
    {
        var (first, second) = await StartBothAsync();
        await using var load = new OpenLoad(_shop.Gateway);
        var rollout = await AtHalfAsync(second);

        await first.StopAsync(Cancel);
        await Poll.UntilAsync(async () => (await second.ServersAsync(Cancel)).Any(s => s.Keeper && s.Asked), "the second to be keeper", Cancel);
        var third = await StartAsync();
        await second.StopAsync(Cancel);

        (await third.EndedAsync(rollout, Cancel)).Phase.ShouldBe(RolloutPhase.Succeeded);
        _shop.InstancesOf("2.0.0").ShouldHaveSingleItem();
        _shop.InstancesOf("1.0.0").ShouldBeEmpty();
        await load.EndWithoutLossAsync();
    }

    [Fact]
    public async Task Any_server_shows_instances_logs_traffic_and_gateways_and_takes_commands()
    {
        var (keeper, other) = await StartBothAsync(observe: "1h");
        var rollout = await AtHalfAsync(other);

        foreach (var server in new[] { keeper, other })
        {
            var environment = (await server.GetAsync("api/v1/environments", SlipwayJson.Default.IReadOnlyListEnvironmentView, Cancel))[0];
            environment.Slots.Sum(s => s.Instances.Count).ShouldBe(2);
            environment.Weights.Observed.ShouldContain(w => w.Weight == 50);
            environment.Gateway!.State.ShouldBe("serving");
            (await _shop.RunAsync("logs", "--server", server.Url)).Ended(ExitCodes.Done);
            (await _shop.RunAsync("health-check", "--server", server.Url)).Ended(ExitCodes.Done);
            (await _shop.RunAsync("doctor", "--server", server.Url)).Ended(ExitCodes.Done);
            await server.UntilAsync(rollout, r => r.Verdict is not null, "a verdict of whoever drives it", Cancel);
        }

        (await _shop.RunAsync("pause", rollout, "--server", keeper.Url)).Ended(ExitCodes.Done);
        await other.UntilAsync(rollout, r => r.Phase == RolloutPhase.Paused, "a pause", Cancel);
        (await _shop.RunAsync("abort", rollout, "--server", other.Url)).Ended(ExitCodes.Done);
        (await keeper.EndedAsync(rollout, Cancel)).Phase.ShouldBe(RolloutPhase.RolledBack);
        var servers = (await _shop.RunAsync("servers", "--server", other.Url)).Ended(ExitCodes.Done).Out;
        servers.ShouldContain(keeper.Url);
        servers.ShouldContain("answers you");
    }

    /// <summary>The keeper first.</summary>
    private async Task<(Replica Keeper, Replica Other)> StartBothAsync(string observe = "4s")
    {
        _store = await postgres.CreateDatabaseAsync(Cancel);
        _shop.Spec($"canary: {{ weights: [50%, 100%], observe: {observe} }}");
        var keeper = await StartAsync();
        var other = await StartAsync();
        (await _shop.RunAsync("deploy", "--version", "1.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        await _shop.AnswersThroughGatewayAsync();
        return (keeper, other);
    }

    private async Task<Replica> StartAsync()
    {
        var replica = await Replica.StartAsync(_shop.Folder, _store, Cancel);
        _replicas.Add(replica);
        return replica;
    }

    /// <summary>A rollout of 2.0.0, told to a server, once it has half of the traffic.</summary>
    private async Task<string> AtHalfAsync(Replica server)
    {
        var rollout = await _shop.DeployAsync("2.0.0", "--server", server.Url);
        await server.UntilAsync(rollout.Id, r => r.Weights.Observed.Any(w => w.Weight == 50), "half of the traffic", Cancel);
        return rollout.Id;
    }
}
