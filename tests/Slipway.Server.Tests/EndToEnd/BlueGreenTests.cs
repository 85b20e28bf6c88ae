using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>Both sides run, and traffic goes from one to the other and back, with the commands as a person types them.</summary>
public sealed class BlueGreenTests : IAsyncDisposable
{
    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_switch_is_returned_at_once_by_rollback_to_the_processes_that_were_kept_warm()
    {
        await SwitchedAsync();
        var warm = _shop.InstancesOf("1.0.0");
        await using var load = new OpenLoad(_shop.Gateway);
        (await _shop.RunAsync("health-check", "--environment", "blue")).Ended(ExitCodes.Done).Out.ShouldContain("healthy");
        var back = await _shop.RunAsync("rollback", "--version", "last-known-good", "--reason", "Critical bug in 2.0.0", "--wait", "--timeout", "30s");
        back.Ended(ExitCodes.Done).Out.ShouldContain("Critical bug in 2.0.0");

        var shop = await _shop.EnvironmentAsync();
        (shop.StableVersion, shop.StableSlot).ShouldBe(("1.0.0", "blue"));
        _shop.InstancesOf("1.0.0").ShouldBe(warm);
        var old = load.Of("1.0.0");
        await Poll.UntilAsync(() => load.Of("1.0.0") > old, "answers of 1.0.0", TestContext.Current.CancellationToken);
        await load.EndWithoutLossAsync();
        (await _shop.RunAsync("rollback", "--version", "1.0.0", "--reason", "again")).Ended(ExitCodes.Invalid).Error.ShouldContain("1.0.0 is what runs");
    }

    [Fact]
    public async Task Traffic_is_moved_by_hand_in_part_and_then_as_a_whole()
    {
        await SwitchedAsync();
        await using var load = new OpenLoad(_shop.Gateway);
        (await _shop.RunAsync("switch-traffic", "--from-env", "green", "--to-env", "blue", "--percentage", "50", "--reason", "to compare", "--wait", "--timeout", "30s")).Ended(ExitCodes.Done);
        (await _shop.EnvironmentAsync()).Weights.Observed.Select(w => (w.Slot, w.Weight)).ShouldBe([("blue", 50), ("green", 50)]);
        await Poll.UntilAsync(() => load.Of("1.0.0") > 0 && load.Of("2.0.0") > 0, "answers of both", TestContext.Current.CancellationToken);

        var half = (await _shop.ReadAsync(SlipwayJson.Default.IReadOnlyListRolloutSummaryView, "history"))[0];
        (await _shop.RolloutAsync(half.Id)).Reason.ShouldBe("to compare");
        (await _shop.RunAsync("switch-traffic", "--from-env", "green", "--to-env", "blue", "--percentage", "100", "--wait", "--timeout", "30s")).Ended(ExitCodes.Done);
        (await _shop.EnvironmentAsync()).StableSlot.ShouldBe("blue");
        await load.EndWithoutLossAsync();
    }

    [Fact]
    public async Task A_second_version_while_one_is_kept_warm_takes_that_side()
    {
        await SwitchedAsync();
        await using var load = new OpenLoad(_shop.Gateway);
        (await _shop.RunAsync("deploy", "--version", "3.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        (await _shop.EnvironmentAsync()).StableVersion.ShouldBe("3.0.0");
        _shop.InstancesOf("1.0.0").ShouldBeEmpty();
        _shop.InstancesOf("2.0.0").ShouldHaveSingleItem();
        await load.EndWithoutLossAsync();
    }

    /// <summary>2.0.0 is promoted on green, 1.0.0 is warm on blue.</summary>
    private async Task SwitchedAsync()
    {
        _shop.Spec("blueGreen: { weights: [100%], observe: 1s, keepWarm: 15m }");
        await _shop.StartWithAsync("1.0.0");
        await using var load = new OpenLoad(_shop.Gateway);
        var deploy = (await _shop.RunAsync("deploy", "--version", "2.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        deploy.Out.ShouldContain("1.0.0 is kept running for a while");
        await load.EndWithoutLossAsync();
    }
}
