using System.Net.Sockets;
using Shouldly;
using Slipway.Adapters.Tests.Gateway.Rig;
using Slipway.Core.Specs.Model;
using Slipway.Local.Gateway;
using Xunit;

namespace Slipway.Adapters.Tests.Gateway;

[Collection(AloneCollection.Name)]
public sealed class ListeningTests
{
    [Fact]
    public async Task Another_address_in_the_spec_is_taken_while_requests_at_the_old_one_end_as_they_began()
    {
        await using var rig = await new GatewayRig().StartAsync();
        var before = rig.Address();
        var slow = rig.GetAsync("/slow");
        await rig.Blue.Arrived.WaitAsync();
        await MoveAsync(rig);
        rig.Address().ShouldNotBe(before);
        (await rig.GetAsync()).ShouldBe("blue");
        rig.Blue.Gate.Release();
        (await slow).ShouldBe("blue");
        await RefusedAsync(before);
    }

    [Fact]
    public async Task A_connection_at_the_old_address_is_told_to_end_by_its_next_answer()
    {
        await using var rig = await new GatewayRig().StartAsync();
        var before = rig.Address();
        (await rig.GetAsync()).ShouldBe("blue");
        await MoveAsync(rig);
        using var response = await rig.Client.GetAsync(before);
        response.Headers.ConnectionClose.ShouldBe(true);
        using var elsewhere = await rig.Client.GetAsync(rig.Address());
        elsewhere.Headers.ConnectionClose.ShouldNotBe(true);
        await RefusedAsync(before);
    }

    [Fact]
    public async Task A_request_that_never_ends_is_cut_off_when_the_bounds_of_draining_have_passed()
    {
        var moment = TimeSpan.FromMilliseconds(20);
        await using var rig = await new GatewayRig { Bounds = new GatewayBounds { Drain = moment, Finish = moment } }.StartAsync();
        var endless = rig.GetAsync("/slow");
        await rig.Blue.Arrived.WaitAsync();
        await MoveAsync(rig);
        await Should.ThrowAsync<HttpRequestException>(endless);
        await rig.Blue.Aborted.Task.WaitAsync(TimeSpan.FromSeconds(20));
        (await rig.GetAsync()).ShouldBe("blue");
    }

    [Fact]
    public async Task An_address_that_cannot_be_had_leaves_the_old_one_in_force()
    {
        await using var rig = await new GatewayRig().StartAsync();
        var before = rig.Address();
        rig.Traffic = new GatewaySpec { Listen = "nowhere" };
        await rig.SetAsync(0);
        await GatewayRig.UntilAsync(() => rig.Live is [{ Report.Error: not null }]);
        rig.Live.Single().Report.Error!.ShouldContain("'nowhere' is not an address");
        (await rig.Client.GetStringAsync(before)).ShouldBe("blue");
    }

    private static async Task MoveAsync(GatewayRig rig)
    {
        var listen = GatewayRig.FreeAddress();
        rig.Traffic = new GatewaySpec { Listen = listen };
        await rig.SetAsync(0);
        await GatewayRig.UntilAsync(() => rig.Live.Any(gateway => gateway.Report.Listening == listen));
    }

    /// <summary>Returns when nobody accepts there any more.</summary>
    private static Task RefusedAsync(Uri address) => GatewayRig.UntilAsync(async () =>
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    });
}
