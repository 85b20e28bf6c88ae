using System.Net;
using System.Net.Sockets;
using Shouldly;
using Slipway.Adapters.Tests.Gateway.Rig;
using Slipway.Adapters.Tests.Keeping;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Local.Gateway;
using Slipway.Local.Gateway.Hub;
using Xunit;

namespace Slipway.Adapters.Tests.Gateway;

public sealed class FailingTests
{
    [Fact]
    public async Task An_instance_that_refuses_connections_is_passed_over()
    {
        await using var rig = await new GatewayRig().StartAsync();
        rig.Endpoints.Set(GatewayRig.Environment, Slot.Blue, ClosedEndpoint(), rig.Blue.Endpoint);
        await rig.AppliedAsync();
        for (var i = 0; i < 20; i++)
        {
            using var response = await rig.Client.PostAsync(rig.Address("/echo"), new StringContent($"order {i}"));
            (await response.Content.ReadAsStringAsync()).ShouldBe($"order {i}");
        }

        await GatewayRig.UntilAsync(() => rig.Live.Single().Report.Sides.Blue.Requests == 20);
        rig.Live.Single().Report.Sides.Blue.Errors.ShouldBe(0);
    }

    [Fact]
    public async Task A_side_that_refuses_all_connections_fails_its_share_but_not_its_users()
    {
        const int Requests = 20;
        await using var rig = await new GatewayRig().StartAsync();
        await rig.SplitAsync(50);
        rig.Endpoints.Set(GatewayRig.Environment, Slot.Green, ClosedEndpoint());
        await rig.AppliedAsync();
        for (var i = 0; i < Requests; i++)
            (await rig.GetAsync()).ShouldBe("blue");
        await GatewayRig.UntilAsync(() => rig.Live.Single().Report.Sides.Blue.Requests == Requests);
        rig.Live.Single().Report.Sides.Green.Errors.ShouldBeInRange(1, Requests - 1);
    }

    [Fact]
    public async Task A_side_without_weight_does_not_stand_in_for_one_that_refuses_all_connections()
    {
        await using var rig = await new GatewayRig().StartAsync();
        await rig.SplitAsync(100);
        rig.Endpoints.Set(GatewayRig.Environment, Slot.Green, ClosedEndpoint());
        await rig.AppliedAsync();
        using var response = await rig.Client.GetAsync(rig.Address());
        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        rig.Blue.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task With_nothing_that_answers_the_gateway_says_so()
    {
        await using var rig = await new GatewayRig().StartAsync();
        rig.Endpoints.Set(GatewayRig.Environment, Slot.Green);
        rig.Endpoints.Set(GatewayRig.Environment, Slot.Blue, ClosedEndpoint());
        await rig.AppliedAsync();
        using var response = await rig.Client.GetAsync(rig.Address());
        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await response.Content.ReadAsStringAsync()).ShouldContain("shop/production (blue) could not be reached");
    }

    [Fact]
    public async Task A_request_that_nobody_is_ready_for_is_an_error_of_the_side_that_it_was_for()
    {
        await using var rig = await new GatewayRig().StartAsync();
        await rig.SplitAsync(100);
        rig.Endpoints.Set(GatewayRig.Environment, Slot.Green);
        await rig.AppliedAsync();
        using var response = await rig.Client.GetAsync(rig.Address());
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await GatewayRig.UntilAsync(() => rig.Live.Single().Report.Sides.Green is { Requests: 1, Errors: 1, Active: 0 });
        rig.Live.Single().Report.Sides.Blue.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task An_instance_that_does_not_answer_in_time_is_an_error_that_says_so()
    {
        await using var rig = await new GatewayRig { Bounds = new GatewayBounds { Silence = TimeSpan.FromMilliseconds(100) } }.StartAsync();
        using var response = await rig.Client.GetAsync(rig.Address("/slow"));
        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        (await response.Content.ReadAsStringAsync()).ShouldContain("shop/production (blue) did not answer in time");
        await GatewayRig.UntilAsync(() => rig.Live.Single().Report.Sides.Blue is { Requests: 1, Errors: 1, Active: 0 });
    }

    [Fact]
    public async Task The_gateway_serves_on_without_the_control_plane_and_follows_it_when_it_is_back()
    {
        await using var rig = await new GatewayRig().StartAsync();
        await rig.SplitAsync(100);
        var (address, server) = (rig.Address(), rig.Plane.Address);
        await rig.Plane.DisposeAsync();
        (await rig.Client.GetStringAsync(address)).ShouldBe("green");
        rig.Plane = await ControlPlane.StartAsync(rig.Data, rig.Endpoints, server);
        await GatewayRig.UntilAsync(() => rig.InForceAsync(100));
        await rig.SplitAsync(0);
        (await rig.GetAsync()).ShouldBe("blue");
        rig.Address().ShouldBe(address);
    }

    [Fact]
    public async Task A_restarted_hub_wants_what_was_wanted_and_refuses_who_was_refused()
    {
        await using var rig = await new GatewayRig().StartAsync(gateway: false);
        await rig.SetAsync(25, fence: 9);
        var before = rig.Plane.Hub.Current(GatewayRig.Environment).Config!;
        using var term = Terms.Next(rig.Data);
        using var restarted = new GatewayHub(term, rig.Endpoints, TimeProvider.System);
        var after = restarted.Current(GatewayRig.Environment).Config!;
        after.ShouldBe(before with { Generation = after.Generation });
        after.Generation.ShouldBeGreaterThan(before.Generation);
        restarted.Routed.ShouldBe([GatewayRig.Environment]);
        await Should.ThrowAsync<StaleFenceException>(() => restarted.SetAsync(
            new Route(GatewayRig.Environment, rig.Traffic, Slot.Blue, TrafficSplit.AllTo(Slot.Green)), new EffectOrder("late", 8), CancellationToken.None));
    }

    [Fact]
    public async Task A_configuration_of_an_earlier_keeper_is_not_taken_and_the_gateway_says_so()
    {
        await using var rig = await new GatewayRig().StartAsync();
        var server = rig.Plane.Address;
        await rig.Plane.DisposeAsync();
        rig.Plane = await ControlPlane.StartAsync(rig.Data, rig.Endpoints, server);
        await rig.SplitAsync(100);
        var address = rig.Address();
        await rig.Plane.DisposeAsync();

        // Of another folder, whose terms count from 1: older than the second of this one.
        var elsewhere = Directory.CreateTempSubdirectory("slipway-earlier-");
        rig.Plane = await ControlPlane.StartAsync(elsewhere.FullName, rig.Endpoints, server);
        await rig.SetAsync(0);

        await GatewayRig.UntilAsync(() => rig.Live is [{ Report.Error: not null }]);
        rig.Live.Single().Report.Error!.ShouldContain("older configuration");
        (await rig.Client.GetStringAsync(address)).ShouldBe("green");
        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_a_live_gateway_no_split_is_in_force()
    {
        await using var rig = await new GatewayRig().StartAsync();
        await rig.StopGatewayAsync();
        (await rig.Plane.Hub.ReadAsync(GatewayRig.Environment, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_port_in_use_is_reported_and_taken_when_it_is_free()
    {
        await using var rig = await new GatewayRig().StartAsync(gateway: false);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        rig.StartGateway($"127.0.0.1:{port}");
        await rig.SetAsync(0);
        await GatewayRig.UntilAsync(() => rig.Live is [{ Report.Error: not null }]);
        rig.Live.Single().Report.Error!.ShouldContain($"127.0.0.1:{port} is in use");
        (await rig.InForceAsync(0)).ShouldBeFalse();
        other.Stop();
        await GatewayRig.UntilAsync(() => rig.InForceAsync(0));
        rig.Live.Single().Report.Error.ShouldBeNull();
        (await rig.GetAsync()).ShouldBe("blue");
    }

    /// <summary>A port on which nothing listens.</summary>
    private static string ClosedEndpoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }
}
