using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Testing;
using Slipway.Testing.Postgres;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>The record in PostgreSQL instead of a file.</summary>
public sealed class PostgresTests(PostgresRun postgres) : IAsyncDisposable
{
    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_rollout_is_carried_through_while_server_and_database_are_restarted()
    {
        PostgresRun.SkipUnlessInstalled();
        await using var cluster = await PostgresCluster.StartAsync(durable: false, Cancel);
        var url = await cluster.CreateDatabaseAsync("shop", Cancel);
        _shop.Spec("canary: { weights: [50%, 100%], observe: 2s }");
        await _shop.StartAsync("--store", url);
        (await _shop.RunAsync("deploy", "--version", "1.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        await _shop.AnswersThroughGatewayAsync();
        await using var load = new OpenLoad(_shop.Gateway);
        var rollout = await _shop.DeployAsync("2.0.0");
        await _shop.UntilAsync(rollout.Id, r => r.Weights.Observed.Any(w => w.Weight == 50), "half of the traffic");

        await cluster.RestartAsync(PostgresStop.Immediate, Cancel);
        (await _shop.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        (await _shop.RunAsync("doctor")).Ended(ExitCodes.Done).Out.ShouldContain($"postgres://slipway@127.0.0.1:{cluster.Port}/shop");
        _shop.Server.Printed.ShouldNotContain(cluster.Password);

        await _shop.KillServerAsync();
        await _shop.StartAsync("--store", url);
        (await _shop.EnvironmentAsync()).StableVersion.ShouldBe("2.0.0");
        (await _shop.ReadAsync(SlipwayJson.Default.IReadOnlyListRolloutSummaryView, "history")).Count.ShouldBe(2);
        File.Exists(Path.Combine(_shop.Folder, ".slipway", "slipway.db")).ShouldBeFalse();
        await load.EndWithoutLossAsync();
    }

    [Fact]
    public async Task The_url_may_come_by_the_environment_and_does_not_reach_what_the_server_starts()
    {
        var url = await postgres.CreateDatabaseAsync(Cancel);
        _shop.Spec("canary: { weights: [100%], observe: 1s }");
        await _shop.StartWithVariableAsync("SLIPWAY_STORE", url);
        (await _shop.RunAsync("deploy", "--version", "1.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);

        foreach (var pid in _shop.InstancesOf("1.0.0").Concat(_shop.Gateways()))
            (await File.ReadAllTextAsync($"/proc/{pid}/environ", Cancel)).ShouldNotContain("SLIPWAY_STORE");
    }

    [Fact]
    public async Task Two_servers_that_start_at_once_on_an_empty_database_both_come_up()
    {
        var url = await postgres.CreateDatabaseAsync(Cancel);
        await using var other = new Installation(Cancel);
        _shop.Spec("canary: { weights: [100%], observe: 1s }");
        other.Spec("canary: { weights: [100%], observe: 1s }");

        await Task.WhenAll(_shop.StartAsync("--store", url, "--no-gateways"), other.StartAsync("--store", url, "--no-gateways"));

        (await _shop.RunAsync("status")).Ended(ExitCodes.Done);
        (await other.RunAsync("status")).Ended(ExitCodes.Done);
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_is_named_without_its_password_and_nothing_is_left_behind()
    {
        var url = await postgres.CreateDatabaseAsync(Cancel);
        var password = (await postgres.ClusterAsync()).Password;
        _shop.Spec("canary: { weights: [100%], observe: 1s }");

        await RefusedAsync("mysql://root:secret@localhost/shop", ExitCodes.Invalid, "--store: ");
        await RefusedAsync(url.Replace("@", "/@", StringComparison.Ordinal), ExitCodes.Invalid, "percent form");
        await RefusedAsync(url + "?colour=blue", ExitCodes.Invalid, "colour");
        await RefusedAsync(url.Replace(password, password + "x", StringComparison.Ordinal), ExitCodes.Failed, "Check user and password");
        await RefusedAsync(url + "-missing", ExitCodes.Failed, "createdb");
        await RefusedAsync($"postgres://slipway:{password}@127.0.0.1:{FreePort.Take()}/shop", ExitCodes.Failed, "does not answer");

        async Task RefusedAsync(string store, int code, string says)
        {
            var refused = (await _shop.RunAsync("serve", "--listen", $"{_shop.ApiPort}", "--store", store)).Ended(code);
            refused.Error.ShouldContain(says);
            (refused.Out + refused.Error).ShouldNotContain(password);
            (refused.Out + refused.Error).ShouldNotContain("secret");
            refused.Error.ShouldNotContain("   at ");
            Directory.Exists(Path.Combine(_shop.Folder, ".slipway")).ShouldBeFalse();
        }
    }
}
