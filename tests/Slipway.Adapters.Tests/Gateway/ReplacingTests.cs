using Shouldly;
using Slipway.Adapters.Tests.Gateway.Rig;
using Slipway.Local.Gateway;
using Xunit;

namespace Slipway.Adapters.Tests.Gateway;

public sealed class ReplacingTests
{
    [Fact]
    public async Task A_gateway_is_replaced_under_load_without_a_failed_request()
    {
        await using var rig = await new GatewayRig().StartAsync(gateway: false);
        using var children = new GatewayChild();
        var old = children.Start(rig);
        await rig.SplitAsync(50);
        var address = rig.Address();
        await using (var load = new Load(address))
        {
            for (var round = 0; round < 3; round++)
            {
                await load.MoreAsync(200);
                var next = children.Start(rig, "--replace");
                await old.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
                old.ExitCode.ShouldBe(GatewayProgram.Done);
                await load.MoreAsync(200);
                old = next;
            }

            load.Failures.ShouldBe(0, load.FirstFailure);
        }

        rig.Address().ShouldBe(address);
        rig.Plane.Hub.Gateways(GatewayRig.Environment).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_request_in_flight_ends_with_the_replaced_process()
    {
        await using var rig = await new GatewayRig().StartAsync(gateway: false);
        using var children = new GatewayChild();
        var old = children.Start(rig);
        await rig.SplitAsync(0);
        var slow = rig.GetAsync("/slow");
        await rig.Blue.Arrived.WaitAsync();
        children.Start(rig, "--replace");
        await GatewayRig.UntilAsync(() => rig.Live.Any(gateway => gateway.Report is { Draining: true, Sides.Blue.Active: 1 })
            && rig.Live.Any(gateway => gateway.Report.Listening is not null));
        await rig.SplitAsync(100);
        (await rig.GetAsync()).ShouldBe("green");
        old.HasExited.ShouldBeFalse();
        rig.Blue.Gate.Release();
        (await slow).ShouldBe("blue");
        await old.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_second_gateway_that_was_not_told_to_replace_refuses_to_start()
    {
        await using var rig = await new GatewayRig().StartAsync(gateway: false);
        using var children = new GatewayChild();
        children.Start(rig);
        await rig.SplitAsync(0);
        var second = children.Start(rig);
        await second.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        second.ExitCode.ShouldBe(GatewayProgram.Failed);
        (await rig.GetAsync()).ShouldBe("blue");
    }

    [Fact]
    public async Task Replacing_where_nothing_runs_starts_as_usual()
    {
        await using var rig = await new GatewayRig().StartAsync(gateway: false);
        using var children = new GatewayChild();
        children.Start(rig, "--replace");
        await rig.SplitAsync(0);
        (await rig.GetAsync()).ShouldBe("blue");
    }
}
