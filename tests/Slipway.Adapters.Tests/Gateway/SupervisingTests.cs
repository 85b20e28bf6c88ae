using System.Net;
using System.Net.Sockets;
using Shouldly;
using Slipway.Adapters.Tests.Gateway.Rig;
using Slipway.Core.Specs.Model;
using Slipway.Local.Gateway.Supervision;
using Xunit;

namespace Slipway.Adapters.Tests.Gateway;

public sealed class SupervisingTests
{
    [Fact]
    public async Task A_killed_gateway_is_started_again_and_serves_as_before()
    {
        await using var rig = await new GatewayRig { Traffic = new GatewaySpec { Listen = FreeAddress() } }.StartAsync(gateway: false);
        using var children = new GatewayChild();
        await using var supervision = new Supervision(rig, children.Launch);
        await rig.SplitAsync(100);
        var address = rig.Address();
        children.All.Single().Kill();
        await GatewayRig.UntilAsync(async () => await AnswerAsync(rig, address) == "green");
        children.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_gateway_serves_its_last_configuration_when_it_starts_without_the_control_plane()
    {
        await using var rig = await new GatewayRig { Traffic = new GatewaySpec { Listen = FreeAddress() } }.StartAsync(gateway: false);
        using var children = new GatewayChild();
        var first = children.Start(rig);
        await rig.SplitAsync(100);
        var address = rig.Address();
        await GatewayRig.UntilAsync(() => File.Exists(Path.Combine(rig.Data, "gateways", "shop", "production", "config.json")));
        await rig.Plane.DisposeAsync();
        first.Kill();
        await first.WaitForExitAsync();
        children.Start(rig);
        await GatewayRig.UntilAsync(async () => await AnswerAsync(rig, address) == "green");
    }

    [Fact]
    public async Task A_restarted_supervisor_finds_the_gateway_that_runs()
    {
        await using var rig = await new GatewayRig().StartAsync(gateway: false);
        using var children = new GatewayChild();
        await using (new Supervision(rig, children.Launch))
            await rig.SplitAsync(50);
        await using (new Supervision(rig, children.Launch))
            await rig.SplitAsync(60);
        children.All.Count.ShouldBe(1);
        children.All.Single().HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task A_gateway_that_cannot_be_started_is_an_error_that_names_the_reason()
    {
        await using var rig = await new GatewayRig().StartAsync(gateway: false);
        await rig.SetAsync(0);
        await using var supervision = new Supervision(rig, _ => throw new FileNotFoundException("no such program"));
        await GatewayRig.UntilAsync(() => supervision.Supervisor.Error(GatewayRig.Environment) is not null);
        supervision.Supervisor.Error(GatewayRig.Environment)!.ShouldContain("no such program");
    }

    [Fact]
    public void A_process_is_told_from_a_later_one_with_its_id()
    {
        var own = ProcessIdentity.Of(Environment.ProcessId)!.Value;
        own.IsAlive().ShouldBeTrue();
        (own with { StartTicks = own.StartTicks - 1 }).IsAlive().ShouldBeFalse();
        ProcessIdentity.Of(int.MaxValue).ShouldBeNull();
    }

    private static async Task<string?> AnswerAsync(GatewayRig rig, Uri address)
    {
        try
        {
            return await rig.Client.GetStringAsync(address);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }

    private sealed class Supervision : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public Supervision(GatewayRig rig, Func<GatewayLaunch, int> launch)
        {
            Supervisor = new GatewaySupervisor(rig.Plane.Hub, rig.Plane.Address, rig.Data, launch, TimeProvider.System);
            _running = Supervisor.RunAsync(_stop.Token);
        }

        public GatewaySupervisor Supervisor { get; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
        }
    }
}
