using System.Net;
using System.Net.Sockets;
using Shouldly;
using Slipway.Adapters.Tests.Gateway.Rig;
using Slipway.Core.Specs.Model;
using Slipway.Local.Gateway;
using Xunit;

namespace Slipway.Adapters.Tests.Gateway;

public sealed class StartingTests
{
    [Fact]
    public async Task Without_the_control_plane_a_gateway_begins_with_its_last_configuration()
    {
        await using var rig = await new GatewayRig { Traffic = Fixed() }.StartAsync();
        await rig.SplitAsync(100);
        await rig.KeptAsync();
        var address = rig.Address();
        await rig.StopGatewayAsync();
        await rig.Plane.DisposeAsync();
        rig.StartGateway();
        (await rig.FirstAnswerAsync(address)).ShouldBe("green");
    }

    [Fact]
    public async Task A_control_plane_that_accepts_and_says_nothing_does_not_hold_the_start_up()
    {
        await using var rig = await new GatewayRig { Traffic = Fixed() }.StartAsync();
        await rig.SplitAsync(100);
        await rig.KeptAsync();
        var address = rig.Address();
        await rig.StopGatewayAsync();
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        rig.StartGateway(server: new Uri($"http://{mute.LocalEndpoint}"));
        (await rig.FirstAnswerAsync(address)).ShouldBe("green");
    }

    [Fact]
    public async Task Weights_that_changed_while_no_gateway_ran_hold_from_the_first_request()
    {
        await using var rig = await new GatewayRig { Traffic = Fixed(), Bounds = new GatewayBounds { Ask = TimeSpan.FromSeconds(30) } }.StartAsync();
        await rig.KeptAsync();
        var address = rig.Address();
        (await rig.GetAsync()).ShouldBe("blue");
        await rig.StopGatewayAsync();
        await rig.SetAsync(100);
        rig.StartGateway();
        (await rig.FirstAnswerAsync(address)).ShouldBe("green");
        await GatewayRig.UntilAsync(() => rig.InForceAsync(100));
    }

    private static GatewaySpec Fixed() => new() { Listen = GatewayRig.FreeAddress() };
}
