using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers;

/// <summary>What is found before anything is started.</summary>
public sealed class RouterCheckTests(ClusterRun run)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_router_that_can_work_has_no_problems_and_the_check_changes_nothing()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await RouterSamples.HttpRouteAsync(rig);
        var before = (await rig.FindAsync("/api/v1", "services", "shop"))!.ToJsonString();
        (await CheckAsync(rig, new GatewayApiSpec { Service = "shop", HttpRoute = "shop" })).ShouldBeEmpty();
        (await rig.FindAsync("/api/v1", "services", "shop"))!.ToJsonString().ShouldBe(before);
        (await rig.FindAsync("/api/v1", "services", "shop-blue")).ShouldBeNull();
    }

    [Fact]
    public async Task Objects_that_are_not_there_or_lead_elsewhere_are_named()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await RouterSamples.VirtualServiceAsync(rig);
        var ns = rig.Namespace;
        (await CheckAsync(rig, new IstioSpec { Service = "web", VirtualService = "none" })).ShouldBe(
            [$"there is no Service {ns}/web: create it, or name another in the spec", $"there is no VirtualService {ns}/none: create it, or name another in the spec"]);
        (await CheckAsync(rig, new IstioSpec { Service = "shop", VirtualService = "shop", DestinationRule = "none" })).ShouldBe(
            [$"there is no DestinationRule {ns}/none: create it, or remove it from the spec"]);
        await rig.CreateAsync("/api/v1", "services", """{ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "web" }, "spec": { "selector": { "app": "web" }, "ports": [{ "port": 80 }] } }""");
        (await CheckAsync(rig, new IstioSpec { Service = "web", VirtualService = "shop" })).ShouldBe(
            [$"the selector of the Service {ns}/web matches no pod: it is app=web", "the VirtualService shop has no HTTP route that leads to web alone: it has routes to cart, shop"]);
        await rig.CreateAsync("/api/v1", "services", """{ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "far" }, "spec": { "type": "ExternalName", "externalName": "far.example" } }""");
        (await CheckAsync(rig, new ServiceSpec { Service = "far" })).ShouldBe([$"the Service {ns}/far has no selector: Slipway cannot tell which pods are behind it"]);
    }

    [Fact]
    public async Task A_Service_cannot_switch_between_namespaces()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        var spec = new ServiceSpec { Service = "shop", Namespaces = new PerSlot<string>(rig.Namespace, "default") };
        (await rig.Router(spec).CheckAsync(RouterRig.Production, Stop)).ShouldContain(p => p.Contains("use one namespace, or istio, gatewayApi, nginxIngress or traefik"));
    }

    [Fact]
    public async Task Verbs_that_are_missing_are_named_exactly()
    {
        var cluster = await run.ClusterAsync();
        await using var admin = await RouterRig.StartAsync(cluster);
        await RouterSamples.IngressAsync(admin);
        var ns = admin.Namespace;
        var user = await cluster.UserAsync(
            [
                new AccessRule(ns, "", "services,endpoints", "get,list,watch"),
                new AccessRule(ns, "", "services", "create,patch,delete"),
                new AccessRule(ns, "", "configmaps", "get,create"),
                new AccessRule(ns, "networking.k8s.io", "ingresses", "get,list,watch,create,delete"),
                new AccessRule(ns, "networking.k8s.io", "ingresses", "patch", Names: "shop-canary"),
            ], Stop);
        await using var clusters = new Clusters(user, TimeProvider.System);
        var context = clusters.Client().Access.Name;
        var spec = admin.Here(new NginxIngressSpec { Service = "shop", Ingress = "shop" });
        var router = KubernetesRouters.All(clusters, TimeProvider.System).Single(r => r.Name == spec.Name).For(spec);
        (await router.CheckAsync(RouterRig.Production, Stop)).ShouldBe(
            [
                $"the user of context {context} may not patch configmaps in namespace {ns}: add it to the user's role, or run slipway install",
                $"the user of context {context} may not patch ingresses.networking.k8s.io 'shop' in namespace {ns}: add it to the user's role, or run slipway install",
            ]);
    }

    [Fact]
    public async Task With_the_rights_that_it_names_and_no_other_a_router_carries_out_a_whole_rollout()
    {
        var cluster = await run.ClusterAsync();
        await using var admin = await RouterRig.StartAsync(cluster);
        await RouterSamples.IngressAsync(admin);
        var spec = admin.Here(new NginxIngressSpec { Service = "shop", Ingress = "shop" });
        var rules = RouterAccess.Of(spec).Select(need => new AccessRule(need.Namespace, need.Kind.Group, need.Kind.Plural, string.Join(',', need.Verbs), need.Name));
        await using var clusters = new Clusters(await cluster.UserAsync(rules, Stop), TimeProvider.System);
        var router = KubernetesRouters.All(clusters, TimeProvider.System).Single(r => r.Name == spec.Name).For(spec);
        (await router.CheckAsync(RouterRig.Production, Stop)).ShouldBeEmpty();
        await router.SetAsync(RouterRig.RouteOf(spec, RouterRig.Green(10)), new EffectOrder("a", 1, 1), Stop);
        await RouterRig.ConvergesAsync(router, RouterRig.Green(10));
        await router.SetAsync(RouterRig.RouteOf(spec, TrafficSplit.AllTo(Slot.Green)), new EffectOrder("b", 1, 2), Stop);
        await RouterRig.ConvergesAsync(router, TrafficSplit.AllTo(Slot.Green));
    }

    private static Task<IReadOnlyList<string>> CheckAsync(RouterRig rig, KubernetesTrafficSpec spec) => rig.Router(rig.Here(spec)).CheckAsync(RouterRig.Production, Stop);
}
