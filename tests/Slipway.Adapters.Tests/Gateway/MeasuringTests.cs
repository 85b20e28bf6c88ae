using Shouldly;
using Slipway.Adapters.Tests.Gateway.Rig;
using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Local.Gateway;
using Xunit;

namespace Slipway.Adapters.Tests.Gateway;

public sealed class MeasuringTests
{
    [Fact]
    public async Task Requests_status_classes_and_latencies_are_counted_for_each_side()
    {
        await using var rig = await new GatewayRig().StartAsync();
        foreach (var code in new[] { 200, 204, 302, 404, 500, 503 })
            await rig.GetAsync($"/status?code={code}");
        await rig.SplitAsync(100);
        await rig.GetAsync();
        await GatewayRig.UntilAsync(() => Sides(rig).Green.Requests == 1);
        var blue = Sides(rig).Blue;
        (blue.Requests, blue.Errors).ShouldBe((6, 2));
        blue.Statuses.ShouldBe([0L, 2, 1, 1, 2]);
        blue.Latency.Values.Sum().ShouldBe(6);
        blue.Active.ShouldBe(0);
        Sides(rig).Green.Errors.ShouldBe(0);
    }

    [Fact]
    public async Task The_hub_adds_up_its_gateways_and_keeps_the_counts_of_those_that_ended()
    {
        await using var rig = await new GatewayRig().StartAsync();
        await rig.GetAsync();
        await rig.GetAsync("/status?code=500");
        (await rig.StopGatewayAsync()).ShouldBe(GatewayProgram.Done);
        rig.Live.ShouldBeEmpty();
        (await ReadAsync(rig)).ShouldBeNull();

        var first = rig.Plane.Hub.Gateways(GatewayRig.Environment).Single().Report;
        rig.Plane.Hub.Receive(GatewayRig.Environment, first with { Gateway = "second", Ended = false });
        var counters = (await ReadAsync(rig))!.Counters.Blue;
        (counters.Requests, counters.Errors).ShouldBe((4, 2));
        counters.Latency.Total.ShouldBe(4);
    }

    [Fact]
    public async Task A_report_that_arrives_late_is_dropped()
    {
        await using var rig = await new GatewayRig().StartAsync();
        var late = rig.Live.Single().Report;
        await rig.GetAsync();
        await GatewayRig.UntilAsync(() => Sides(rig).Blue.Requests == 1);
        rig.Plane.Hub.Receive(GatewayRig.Environment, late);
        Sides(rig).Blue.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task A_report_with_a_bucket_that_does_not_exist_is_refused()
    {
        await using var rig = await new GatewayRig().StartAsync();
        var report = rig.Live.Single().Report;
        var wrong = SideCounts.Zero with { Latency = new Dictionary<int, long> { [LatencyHistogram.BucketCount] = 1 } };
        Should.Throw<InvalidDataException>(
            () => rig.Plane.Hub.Receive(GatewayRig.Environment, report with { Sides = report.Sides.With(Slot.Blue, wrong) }));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_an_error()
    {
        await using var rig = await new GatewayRig().StartAsync();
        try
        {
            // Whether the gateway had passed the head on before the break is a matter of instants.
            (await rig.GetAsync("/break")).ShouldContain("broke off");
        }
        catch (HttpRequestException)
        {
            // Then the client's connection broke off as the upstream's did, in one of the ways that a connection can.
        }

        await GatewayRig.UntilAsync(() => Sides(rig).Blue.Errors == 1);
        Sides(rig).Blue.Requests.ShouldBe(1);
    }

    private static PerSlot<SideCounts> Sides(GatewayRig rig) => rig.Live.Single().Report.Sides;

    private static Task<TrafficSample?> ReadAsync(GatewayRig rig) =>
        ((IMetricSource)rig.Plane.Hub).ReadAsync(GatewayRig.Environment, CancellationToken.None);
}
