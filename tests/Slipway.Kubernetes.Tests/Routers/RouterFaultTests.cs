using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.Faults;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers;

/// <summary>What happens when other people, or the API server, do not wait for a router.</summary>
public sealed class RouterFaultTests(ClusterRun run)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_who_edits_the_same_object_meanwhile_loses_nothing()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await RouterSamples.VirtualServiceAsync(rig);
        var (spec, router) = Istio(rig);
        const int edits = 40;
        var person = Task.Run(async () =>
        {
            for (var edit = 1; edit <= edits; edit++)
                await rig.EditAsync(RouterSamples.Istio, "virtualservices", "shop", $$"""{ "metadata": { "labels": { "edit-{{edit}}": "mine" } } }""");
        }, Stop);
        for (var turn = 1; turn <= 10; turn++)
            await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(turn * 5)), new EffectOrder($"{turn}", 1, turn), Stop);
        await person;

        var left = (await rig.FindAsync(RouterSamples.Istio, "virtualservices", "shop"))!;
        left["metadata"]!["labels"]!.AsObject().Count(l => l.Key.StartsWith("edit-", StringComparison.Ordinal)).ShouldBe(edits);
        left["spec"]!["http"]![0]!.ToJsonString().ShouldBe((await SampleAsync(rig))["spec"]!["http"]![0]!.ToJsonString());
        left["spec"]!["tcp"]!.ToJsonString().ShouldBe((await SampleAsync(rig))["spec"]!["tcp"]!.ToJsonString());
        await RouterRig.ConvergesAsync(router, RouterRig.Green(50));
    }

    [Fact]
    public async Task What_a_person_changed_back_is_read_as_it_is_and_set_again_by_the_next_try()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await RouterSamples.HttpRouteAsync(rig);
        var spec = rig.Here(new GatewayApiSpec { Service = "shop", HttpRoute = "shop" });
        var router = rig.Router(spec);
        await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(20)), new EffectOrder("shift", 1, 1), Stop);
        await RouterRig.ConvergesAsync(router, RouterRig.Green(20));

        var applied = new JsonObject { ["spec"] = JsonNode.Parse(RouterSamples.HttpRoute)!["spec"]!.DeepClone() };
        await rig.EditAsync(RouterSamples.GatewayApi, "httproutes", "shop", applied.ToJsonString());
        await RouterRig.ConvergesAsync(router, TrafficSplit.AllTo(Slot.Blue));

        await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(20)), new EffectOrder("shift", 1, 5), Stop);
        await RouterRig.ConvergesAsync(router, RouterRig.Green(20));
    }

    [Fact]
    public async Task An_object_that_is_deleted_reads_as_unknown_and_the_next_order_says_so()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await RouterSamples.VirtualServiceAsync(rig);
        var (spec, router) = Istio(rig);
        await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(20)), new EffectOrder("a", 1, 1), Stop);
        await rig.DeleteAsync(RouterSamples.Istio, "virtualservices", "shop");
        await RouterRig.UntilAsync(async () => await router.ReadAsync(RouterRig.Production, Stop) is null, "the split to be unknown");
        var gone = await Should.ThrowAsync<PortUnavailableException>(() => router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(40)), new EffectOrder("b", 1, 2), Stop));
        gone.Message.ShouldBe($"there is no VirtualService {rig.Namespace}/shop: create it, or name another in the spec");

        await rig.CreateAsync(RouterSamples.Istio, "virtualservices", RouterSamples.VirtualService);
        await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(40)), new EffectOrder("b", 1, 3), Stop);
        await RouterRig.ConvergesAsync(router, RouterRig.Green(40));
    }

    [Fact]
    public async Task Environments_that_share_an_object_do_not_hinder_each_other()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await RouterSamples.VirtualServiceAsync(rig);
        var (spec, router) = Istio(rig);
        await rig.CreateAsync("/api/v1", "services", """{ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "cart" }, "spec": { "selector": { "app": "shop" }, "ports": [{ "port": 80 }] } }""");
        var cart = new EnvironmentKey("cart", "production");
        var cartSpec = rig.Here(new IstioSpec { Service = "cart", VirtualService = "shop" });
        await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(20)), new EffectOrder("a", 90, 9), Stop);
        await rig.Router(cartSpec).SetAsync(new Route(cart, cartSpec, Slot.Blue, RouterRig.Green(70)), new EffectOrder("a", 1, 1), Stop);
        await RouterRig.ConvergesAsync(router, RouterRig.Green(20));
        await RouterRig.UntilAsync(async () => await rig.Router(cartSpec).ReadAsync(cart, Stop) == RouterRig.Green(70), "the other app's split");

        var same = await Should.ThrowAsync<PortUnavailableException>(() => router.SetAsync(new Route(cart, spec, Slot.Blue, RouterRig.Green(70)), new EffectOrder("b", 1, 2), Stop));
        same.Message.ShouldContain("takes the requests of shop/production already");
    }

    [Fact]
    public async Task A_name_that_somebody_else_uses_is_not_taken()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await rig.CreateAsync("/api/v1", "services", """{ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "shop-green" }, "spec": { "selector": { "app": "lawn" }, "ports": [{ "port": 80 }] } }""");
        var spec = rig.Here(new ServiceSpec { Service = "shop" });
        var taken = await Should.ThrowAsync<PortUnavailableException>(() => rig.Router(spec).SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(Slot.Blue)), new EffectOrder("a", 1, 1), Stop));
        taken.Message.ShouldContain($"there is a Service {rig.Namespace}/shop-green already, and it is not Slipway's");
        ((string)(await rig.FindAsync("/api/v1", "services", "shop-green"))!["spec"]!["selector"]!["app"]!).ShouldBe("lawn");
    }

    [Fact]
    public async Task A_restart_of_the_API_server_between_order_and_read_and_a_kind_that_it_does_not_know()
    {
        await using var cluster = await ClusterRun.StartAsync(Stop);
        await using var rig = await RouterRig.StartAsync(cluster);
        var (missing, unknown) = Istio(rig);
        var refused = await Should.ThrowAsync<PortUnavailableException>(() => unknown.SetAsync(RouterRig.RouteOf(missing, RouterRig.Green(20)), new EffectOrder("a", 1, 1), Stop));
        refused.Message.ShouldContain("the cluster does not know VirtualService (virtualservices.networking.istio.io): install the custom resource definitions");
        (await unknown.CheckAsync(RouterRig.Production, Stop)).Single().ShouldContain("the cluster does not know VirtualService");

        // What was not there is looked for again.
        await RouterSamples.VirtualServiceAsync(rig);
        (await unknown.CheckAsync(RouterRig.Production, Stop)).ShouldBeEmpty();
        await unknown.SetAsync(RouterRig.RouteOf(missing, RouterRig.Green(20)), new EffectOrder("b", 1, 2), Stop);
        await cluster.RestartApiServerAsync(Stop);
        await RouterRig.ConvergesAsync(unknown, RouterRig.Green(20));
        await unknown.SetAsync(RouterRig.RouteOf(missing, TrafficSplit.AllTo(Slot.Green)), new EffectOrder("c", 1, 3), Stop);
        await RouterRig.ConvergesAsync(unknown, TrafficSplit.AllTo(Slot.Green));
    }

    [Fact]
    public async Task An_order_that_was_overtaken_on_its_way_leaves_nothing_with_an_effect()
    {
        var cluster = await run.ClusterAsync();
        await using var rig = await RouterRig.StartAsync(cluster);
        await RouterSamples.IngressAsync(rig);
        await using var proxy = await FaultProxy.StartAsync(cluster, Stop);
        await using var far = new Clusters(await proxy.KubeConfigAsync(cluster.KubeConfigPath, Stop), TimeProvider.System);
        var spec = rig.Here(new NginxIngressSpec { Service = "shop", Ingress = "shop" });
        var (router, replaced) = (rig.Router(spec), KubernetesRouters.All(far, TimeProvider.System).Single(r => r.Name == spec.Name).For(spec));
        await router.SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(Slot.Blue)), new EffectOrder("a", 1, 1), Stop);

        bool IsCreation(ProxiedRequest request) => request.Method == "POST" && request.Path.EndsWith("/ingresses", StringComparison.Ordinal);
        proxy.Break(IsCreation, Fault.Slow(TimeSpan.FromSeconds(3)));
        var late = replaced.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(30)), new EffectOrder("b", 1, 2), Stop);
        await RouterRig.UntilAsync(() => Task.FromResult(proxy.Requests.Any(IsCreation)), "the creation to be on its way");
        await router.SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(Slot.Blue)), new EffectOrder("c", 2, 1), Stop);
        await Should.ThrowAsync<StaleFenceException>(() => late);

        await RouterRig.ConvergesAsync(router, TrafficSplit.AllTo(Slot.Blue));
        var twin = await rig.FindAsync(RouterSamples.Networking, "ingresses", "shop-canary");
        ((string?)twin?["metadata"]!["annotations"]!["nginx.ingress.kubernetes.io/canary-weight"]).ShouldBe("0");
        await router.SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(Slot.Green)), new EffectOrder("d", 2, 2), Stop);
        (await rig.FindAsync(RouterSamples.Networking, "ingresses", "shop-canary")).ShouldBeNull();
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_is_unknown_until_it_is_read()
    {
        var cluster = await run.ClusterAsync();
        await using var rig = await RouterRig.StartAsync(cluster);
        await RouterSamples.VirtualServiceAsync(rig);
        await using var proxy = await FaultProxy.StartAsync(cluster, Stop);
        await using var far = new Clusters(await proxy.KubeConfigAsync(cluster.KubeConfigPath, Stop), TimeProvider.System);
        var (spec, _) = Istio(rig);
        var router = KubernetesRouters.All(far, TimeProvider.System).Single(r => r.Name == spec.Name).For(spec);
        proxy.Break(request => request.Method == "PATCH" && request.Path.EndsWith("/virtualservices/shop", StringComparison.Ordinal), Fault.LoseAnswer);
        var unknown = await Should.ThrowAsync<PortUnavailableException>(() => router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(30)), new EffectOrder("a", 1, 1), Stop));
        unknown.OutcomeUnknown.ShouldBeTrue(unknown.Message);
        unknown.Message.ShouldStartWith("could not divide the requests of shop/production into blue 70 %, green 30 %: ");
        await RouterRig.ConvergesAsync(router, RouterRig.Green(30));
    }

    private static (IstioSpec Spec, IRouter Router) Istio(RouterRig rig)
    {
        var spec = rig.Here(new IstioSpec { Service = "shop", VirtualService = "shop" });
        return (spec, rig.Router(spec));
    }

    /// <summary>The sample as a server stores it: with its order of members.</summary>
    private static async Task<JsonObject> SampleAsync(RouterRig rig)
    {
        var sample = JsonNode.Parse(RouterSamples.VirtualService)!.AsObject();
        sample["metadata"]!["name"] = "untouched";
        if (await rig.FindAsync(RouterSamples.Istio, "virtualservices", "untouched") is null)
            await rig.CreateAsync(RouterSamples.Istio, "virtualservices", sample.ToJsonString());
        return (await rig.FindAsync(RouterSamples.Istio, "virtualservices", "untouched"))!;
    }
}
