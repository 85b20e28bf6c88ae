using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Testing;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>The data folder: held by another, damaged, full.</summary>
public sealed class StoreTests : IAsyncDisposable
{
    private const string Canary = "canary: { weights: [50%, 100%], observe: 1s }";

    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string StoreFile => Path.Combine(_shop.Folder, ".slipway", "slipway.db");

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_store_that_another_server_holds_is_left_to_it()
    {
        _shop.Spec(Canary);
        await _shop.StartWithAsync("1.0.0");
        var second = (await _shop.RunAsync("serve", "--listen", $"{FreePort.Take()}")).Ended(ExitCodes.Failed);
        second.Error.ShouldContain($"http://127.0.0.1:{_shop.ApiPort}");
        (await _shop.RunAsync("deploy", "--version", "2.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        _shop.InstancesOf("2.0.0").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_damaged_store_is_named_and_left_as_it_is_while_the_service_runs_on()
    {
        _shop.Spec(Canary);
        await _shop.StartWithAsync("1.0.0");
        await using var load = new OpenLoad(_shop.Gateway);
        await _shop.Server.StopAsync(Cancel);
        var whole = await File.ReadAllBytesAsync(StoreFile, Cancel);
        var damaged = (byte[])whole.Clone();
        Array.Fill<byte>(damaged, 0x5a, 0, 4096);
        await File.WriteAllBytesAsync(StoreFile, damaged, Cancel);
        var refused = (await _shop.RunAsync("serve", "--listen", $"{_shop.ApiPort}")).Ended(ExitCodes.Failed);
        refused.Error.ShouldContain(StoreFile);
        refused.Error.ShouldNotContain("   at ");
        (await File.ReadAllBytesAsync(StoreFile, Cancel)).ShouldBe(damaged);

        await File.WriteAllBytesAsync(StoreFile, whole, Cancel);
        await _shop.StartAsync();
        (await _shop.EnvironmentAsync()).StableVersion.ShouldBe("1.0.0");
        await load.EndWithoutLossAsync();
    }

    [Theory]
    [InlineData("routes/shop/production.json")]
    [InlineData("workloads/shop/production/blue/state.json")]
    public async Task A_damaged_record_is_named_and_nothing_is_started_over_it(string record)
    {
        _shop.Spec(Canary);
        await _shop.StartWithAsync("1.0.0");
        await _shop.Server.StopAsync(Cancel);
        var instances = _shop.InstancesOf("1.0.0");
        var file = Path.Combine(_shop.Folder, ".slipway", record);
        var whole = await File.ReadAllTextAsync(file, Cancel);
        await File.WriteAllTextAsync(file, whole[..(whole.Length / 2)], Cancel);
        var refused = (await _shop.RunAsync("serve", "--listen", $"{_shop.ApiPort}")).Ended(ExitCodes.Failed);
        refused.Error.ShouldContain(file);
        refused.Error.ShouldNotContain("   at ");
        _shop.InstancesOf("1.0.0").ShouldBe(instances);
    }

    [Fact]
    public async Task A_disk_that_fails_in_the_middle_of_a_rollout_is_named_and_the_next_server_goes_on()
    {
        _shop.Spec(Canary);
        await _shop.StartWithAsync("1.0.0");
        await using var load = new OpenLoad(_shop.Gateway);
        await _shop.Server.StopAsync(Cancel);
        // Enough for the first events of a rollout, not for all of them.
        await _shop.StartWithFilesUpToAsync(kilobytes: 250);
        (await _shop.RunAsync("deploy", "--version", "2.0.0", "--wait", "--timeout", "5s")).Ended(ExitCodes.TimedOut);
        await Poll.UntilAsync(() => _shop.Server.Printed.Contains("failed to read or write", StringComparison.Ordinal), "the server to say so", Cancel);
        (await _shop.RunAsync("status")).Ended(ExitCodes.Done);

        await _shop.KillServerAsync();
        await _shop.StartAsync();
        var rollout = (await _shop.ReadAsync(SlipwayJson.Default.IReadOnlyListRolloutSummaryView, "history"))[0];
        (await _shop.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        await load.EndWithoutLossAsync();
    }

    [Fact]
    public async Task A_full_disk_holds_a_rollout_where_it_is_and_it_goes_on_once_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(Path.Combine(_shop.Folder, ".slipway"), Cancel);
        _shop.Spec("canary: { weights: [50%, 100%], observe: 2s }");
        await _shop.StartWithAsync("1.0.0");
        await using var load = new OpenLoad(_shop.Gateway);
        var rollout = await _shop.DeployAsync("2.0.0");
        await _shop.UntilAsync(rollout.Id, r => r.Weights.Observed.Any(w => w.Weight == 50), "half of the traffic");
        disk.Fill();

        (await _shop.RunAsync("pause")).Ended(ExitCodes.Failed).Error.ShouldContain("full");
        (await _shop.RunAsync("status")).Ended(ExitCodes.Done).Out.ShouldContain("2.0.0");
        (await _shop.RunAsync("doctor")).Ended(ExitCodes.Failed).Out.ShouldContain("0 MiB free");
        // A store that takes nothing does not prolong the leases either.
        await Poll.UntilAsync(() => _shop.Server.Printed.Contains("rollouts wait", StringComparison.Ordinal), "the server to say so", Cancel);
        await load.MoreAsync(100, Cancel);
        (await _shop.RolloutAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Running);

        disk.MakeRoom();
        (await _shop.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        await load.EndWithoutLossAsync();
    }
}
