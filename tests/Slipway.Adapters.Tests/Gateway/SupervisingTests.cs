using System.Net.Sockets;
using Shouldly;
using Slipway.Adapters.Tests.Gateway.Rig;
using Slipway.Core.Simulation;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Testing;
using Xunit;

namespace Slipway.Adapters.Tests.Gateway;

public sealed class SupervisingTests
{
    [Fact]
    public async Task A_killed_gateway_is_started_again_serves_as_before_and_leaves_no_zombie()
    {
        await using var rig = await FixedRig().StartAsync(gateway: false);
        await using var supervision = new Supervision(rig);
        await rig.SplitAsync(100);
        var (address, killed) = (rig.Address(), supervision.Processes.Single());
        Supervision.Kill(killed);
        (await rig.FirstAnswerAsync(address)).ShouldBe("green");
        await GatewayRig.UntilAsync(() => supervision.Processes.Count == 2);
        await GatewayRig.UntilAsync(() => !Directory.Exists($"/proc/{killed.Pid}"));
    }

    [Fact]
    public async Task A_killed_gateway_confirms_nothing_any_more()
    {
        await using var rig = await FixedRig().StartAsync(gateway: false);

        // On a clock that stands still nobody is ever silent for too long.
        await rig.Plane.DisposeAsync();
        rig.Plane = await ControlPlane.StartAsync(rig.Data, rig.Endpoints, time: new VirtualTime(DateTimeOffset.UnixEpoch));
        await using var supervision = new Supervision(rig);
        await rig.SplitAsync(100);
        var killed = supervision.Processes.Single();
        Supervision.Kill(killed);
        await GatewayRig.UntilAsync(() => rig.Live is [var other] && other.Report.Process != killed);
        await GatewayRig.UntilAsync(() => rig.InForceAsync(100));
    }

    [Fact]
    public async Task A_report_that_arrives_after_its_process_ended_counts_its_requests_and_confirms_nothing()
    {
        await using var rig = await new GatewayRig().StartAsync();
        var report = rig.Live.Single().Report;
        await rig.StopGatewayAsync();
        rig.Plane.Hub.Receive(GatewayRig.Environment, report with { Gateway = "killed" });
        (await rig.InForceAsync(0)).ShouldBeTrue();
        rig.Plane.Hub.ProcessEnded(GatewayRig.Environment, report.Process);
        (await rig.InForceAsync(0)).ShouldBeFalse();
        rig.Plane.Hub.Receive(GatewayRig.Environment, report with { Gateway = "killed", Sequence = report.Sequence + 1 });
        (await rig.InForceAsync(0)).ShouldBeFalse();
        rig.Plane.Hub.Gateways(GatewayRig.Environment).ShouldAllBe(gateway => !gateway.Live);
    }

    [Fact]
    public async Task A_restarted_supervisor_finds_the_gateway_that_runs()
    {
        await using var rig = await new GatewayRig().StartAsync(gateway: false);
        await using var supervision = new Supervision(rig);
        await rig.SplitAsync(50);
        await supervision.RestartAsync();
        await rig.SplitAsync(60);
        supervision.Processes.Count.ShouldBe(1);
        rig.Live.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_gateway_that_was_replaced_by_hand_is_reaped_and_not_started_again()
    {
        await using var rig = await FixedRig().StartAsync(gateway: false);
        using var children = new GatewayChild();
        await using var supervision = new Supervision(rig);
        await rig.SplitAsync(50);
        var first = supervision.Processes.Single();
        var byHand = children.Start(rig, "--replace");
        await GatewayRig.UntilAsync(() => !Directory.Exists($"/proc/{first.Pid}"));
        await rig.SplitAsync(60);
        rig.Live.Single().Report.Process.Pid.ShouldBe(byHand.Id);
        supervision.Supervisor.Error(GatewayRig.Environment).ShouldBeNull();
    }

    [Fact]
    public async Task A_gateway_that_cannot_be_started_is_an_error_that_names_the_reason()
    {
        await using var rig = await new GatewayRig().StartAsync(gateway: false);
        await rig.SetAsync(0);
        await using var supervision = new Supervision(rig, program: Path.Combine(rig.Data, "no-such-program"));
        await GatewayRig.UntilAsync(() => supervision.Supervisor.Error(GatewayRig.Environment) is not null);
        supervision.Supervisor.Error(GatewayRig.Environment)!.ShouldContain("no-such-program could not be started");
    }

    [Fact]
    public async Task A_gateway_that_ends_at_once_is_an_error_that_says_how()
    {
        await using var rig = await new GatewayRig().StartAsync(gateway: false);
        await rig.SetAsync(0);
        await using var supervision = new Supervision(rig, program: "/bin/false");
        await GatewayRig.UntilAsync(() => supervision.Supervisor.Error(GatewayRig.Environment) is not null);
        supervision.Supervisor.Error(GatewayRig.Environment)!.ShouldContain("shop/production ended soon after its start (exit code 1)");
    }

    /// <summary>A start that takes longer than a gateway has to run to be taken for good.</summary>
    [Fact]
    public async Task A_gateway_that_takes_long_to_fail_is_an_error_too()
    {
        await using var rig = await new GatewayRig().StartAsync(gateway: false);
        await rig.SetAsync(0);
        var program = Path.Combine(rig.Data, "slow-to-fail");
        await File.WriteAllTextAsync(program, "#!/bin/sh\nsleep 6\nexit 1\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var supervision = new Supervision(rig, program);
        await GatewayRig.UntilAsync(() => supervision.Supervisor.Error(GatewayRig.Environment) is not null);
        supervision.Supervisor.Error(GatewayRig.Environment)!.ShouldContain("ended soon after its start (exit code 1)");
    }

    private static GatewayRig FixedRig() => new() { Traffic = new GatewaySpec { Listen = GatewayRig.FreeAddress() } };
}
