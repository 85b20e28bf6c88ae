using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers;

/// <summary>How an app that runs already comes under a router, and what its Service says from then on.</summary>
public sealed class RouterTakeoverTests(ClusterRun run)
{
    private const string Core = "/api/v1";

    /// <summary>Fence 3, the objects as they are 3, the Service 1, the VirtualService 1.</summary>
    private const int MaxRequestsOfAnOrder = 8;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pods_of_before_keep_their_requests_until_labelled_ones_are_ready()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync(), pods: []);
        var old = await rig.PodAsync(null);
        await RouterRig.UntilAsync(async () => (await rig.EndpointsAsync("shop")).Contains(old), "the old pod to be ready");
        var (spec, router) = Service(rig);

        var refused = await Should.ThrowAsync<PortUnavailableException>(() => router.SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(Slot.Blue)), new EffectOrder("a", 1, 1), Stop));
        refused.Message.ShouldContain($"no ready pod with the label slipway.dev/slot: blue stands behind the Service {rig.Namespace}/shop-blue");
        (await rig.PinAsync()).ShouldBeNull();
        (await rig.EndpointsAsync("shop")).ShouldBe([old]);

        var labelled = await rig.PodAsync(Slot.Blue);
        await router.SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(Slot.Blue)), new EffectOrder("a", 1, 2), Stop);
        await RouterRig.ConvergesAsync(router, TrafficSplit.AllTo(Slot.Blue));
        (await rig.EndpointsAsync("shop")).ShouldBe([labelled]);
    }

    [Fact]
    public async Task Twenty_switches_each_show_only_pods_of_the_side()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        var (spec, router) = Service(rig);
        for (var turn = 1; turn <= 20; turn++)
        {
            var side = turn % 2 == 0 ? Slot.Blue : Slot.Green;
            await router.SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(side)), new EffectOrder($"{turn}", 1, turn), Stop);
            await RouterRig.ConvergesAsync(router, TrafficSplit.AllTo(side));
            (await rig.EndpointsAsync("shop")).ShouldBe(await rig.EndpointsAsync($"shop-{side.Label()}"));
        }
    }

    [Fact]
    public async Task A_share_by_instances_is_in_force_once_both_sides_stand_behind_the_Service()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        var (spec, router) = Service(rig);
        await router.SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(Slot.Blue)), new EffectOrder("a", 1, 1), Stop);
        await RouterRig.ConvergesAsync(router, TrafficSplit.AllTo(Slot.Blue));
        await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(25)), new EffectOrder("b", 1, 2), Stop);
        await RouterRig.ConvergesAsync(router, RouterRig.Green(25));
        (await rig.EndpointsAsync("shop")).Count.ShouldBe(2);

        await rig.EditAsync(Core, "services", "shop", """{ "metadata": { "annotations": { "slipway.dev/green-share": null } } }""");
        await RouterRig.ConvergesAsync(router, RouterRig.Green(50));
        await rig.EditAsync(Core, "services", "shop", """{ "spec": { "selector": { "slipway.dev/slot": "green" } } }""");
        await RouterRig.ConvergesAsync(router, TrafficSplit.AllTo(Slot.Green));
    }

    [Fact]
    public async Task Whoever_calls_the_Service_itself_stays_with_stable_while_a_router_divides()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await RouterSamples.VirtualServiceAsync(rig);
        var spec = rig.Here(new IstioSpec { Service = "shop", VirtualService = "shop" });
        var router = rig.Router(spec);
        await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(20)), new EffectOrder("a", 1, 1), Stop);
        (await rig.PinAsync()).ShouldBe("blue");
        await router.SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(Slot.Green)), new EffectOrder("b", 1, 2), Stop);
        (await rig.PinAsync()).ShouldBe("green");
        await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(80), stable: Slot.Green), new EffectOrder("c", 1, 3), Stop);
        (await rig.PinAsync()).ShouldBe("green");
        await RouterRig.ConvergesAsync(router, RouterRig.Green(80));
    }

    [Fact]
    public async Task Where_subsets_pick_the_pods_the_Service_leads_to_both_sides()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await RouterSamples.VirtualServiceAsync(rig);
        var spec = rig.Here(new IstioSpec { Service = "shop", VirtualService = "shop", DestinationRule = "shop" });
        var router = rig.Router(spec);
        await rig.EditAsync(Core, "services", "shop", """{ "spec": { "selector": { "slipway.dev/slot": "blue" } } }""");
        await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(20)), new EffectOrder("a", 1, 1), Stop);
        await RouterRig.ConvergesAsync(router, RouterRig.Green(20));
        (await rig.PinAsync()).ShouldBeNull();
        await router.SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(Slot.Green)), new EffectOrder("b", 1, 2), Stop);
        await RouterRig.ConvergesAsync(router, TrafficSplit.AllTo(Slot.Green));
        (await rig.PinAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task The_sides_Services_follow_the_apps_ports_and_go_when_the_spec_names_another_Service()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        var (spec, router) = Service(rig);
        await router.SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(Slot.Blue)), new EffectOrder("a", 1, 1), Stop);
        await rig.EditAsync(Core, "services", "shop", """{ "spec": { "ports": [{ "name": "http", "port": 80, "targetPort": 8081 }, { "name": "metrics", "port": 9090, "targetPort": 9090 }] } }""");
        await router.SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(Slot.Green)), new EffectOrder("b", 1, 2), Stop);
        var green = (await rig.FindAsync(Core, "services", "shop-green"))!["spec"]!["ports"]!.AsArray();
        green.Select(p => (int)p!["targetPort"]!).ShouldBe([8081, 9090]);

        await rig.CreateAsync(Core, "services", """{ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "web" }, "spec": { "selector": { "app": "shop" }, "ports": [{ "port": 80 }] } }""");
        var renamed = rig.Here(new ServiceSpec { Service = "web" });
        await rig.Router(renamed).SetAsync(RouterRig.RouteOf(renamed, TrafficSplit.AllTo(Slot.Green)), new EffectOrder("c", 1, 3), Stop);
        (await rig.FindAsync(Core, "services", "shop-green")).ShouldBeNull();
        (await rig.FindAsync(Core, "services", "shop-blue")).ShouldBeNull();
        (await rig.FindAsync(Core, "services", "web-green")).ShouldNotBeNull();
        (await rig.FindAsync(Core, "services", "shop")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_side_without_a_ready_pod_gets_nothing_and_nothing_changes()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync(), pods: [Slot.Blue]);
        await RouterSamples.IngressAsync(rig);
        var spec = rig.Here(new NginxIngressSpec { Service = "shop", Ingress = "shop" });
        var router = rig.Router(spec);
        await router.SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(Slot.Blue)), new EffectOrder("a", 1, 1), Stop);
        var before = (await rig.FindAsync(RouterSamples.Networking, "ingresses", "shop"))!.ToJsonString();
        await Should.ThrowAsync<PortUnavailableException>(() => router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(5)), new EffectOrder("b", 1, 2), Stop));
        (await rig.FindAsync(RouterSamples.Networking, "ingresses", "shop"))!.ToJsonString().ShouldBe(before);
        (await rig.FindAsync(RouterSamples.Networking, "ingresses", "shop-canary")).ShouldBeNull();
        await RouterRig.ConvergesAsync(router, TrafficSplit.AllTo(Slot.Blue));
    }

    [Fact]
    public async Task The_twin_of_an_Ingress_is_there_only_while_the_sides_share()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await RouterSamples.IngressAsync(rig);
        var spec = rig.Here(new NginxIngressSpec { Service = "shop", Ingress = "shop", Match = new HeaderMatchSpec("x-canary", "yes") });
        var router = rig.Router(spec);
        await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(10)), new EffectOrder("a", 1, 1), Stop);
        var twin = (await rig.FindAsync(RouterSamples.Networking, "ingresses", "shop-canary"))!;
        ((string)twin["metadata"]!["annotations"]!["nginx.ingress.kubernetes.io/canary-weight"]!).ShouldBe("10");
        ((string)twin["metadata"]!["ownerReferences"]![0]!["name"]!).ShouldBe("shop");
        await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(60)), new EffectOrder("b", 1, 2), Stop);
        await RouterRig.ConvergesAsync(router, RouterRig.Green(60));
        await router.SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(Slot.Green)), new EffectOrder("c", 1, 3), Stop);
        (await router.ReadAsync(RouterRig.Production, Stop)).ShouldBe(TrafficSplit.AllTo(Slot.Green));
        (await rig.FindAsync(RouterSamples.Networking, "ingresses", "shop-canary")).ShouldBeNull();
        (await rig.PinAsync()).ShouldBe("green");
    }

    [Fact]
    public async Task Reading_asks_the_server_nothing_and_an_order_asks_little()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await RouterSamples.VirtualServiceAsync(rig);
        var spec = rig.Here(new IstioSpec { Service = "shop", VirtualService = "shop" });
        var router = rig.Router(spec);
        await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(20)), new EffectOrder("a", 1, 1), Stop);
        await RouterRig.ConvergesAsync(router, RouterRig.Green(20));

        var before = Sent();
        for (var read = 0; read < 100; read++)
            (await router.ReadAsync(RouterRig.Production, Stop)).ShouldBe(RouterRig.Green(20));
        Sent().ShouldBe(before);

        await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(40)), new EffectOrder("b", 1, 2), Stop);
        (Sent() - before).ShouldBeLessThanOrEqualTo(MaxRequestsOfAnOrder);

        long Sent() => rig.Clusters.Client().Requests.Where(r => r.Key is not ("list" or "watch")).Sum(r => r.Value);
    }

    private static (ServiceSpec Spec, IRouter Router) Service(RouterRig rig)
    {
        var spec = rig.Here(new ServiceSpec { Service = "shop" });
        return (spec, rig.Router(spec));
    }
}
