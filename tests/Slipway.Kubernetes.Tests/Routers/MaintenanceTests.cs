using Shouldly;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers;

/// <summary>The maintenance page where something is missing, or somebody else writes; what all routers share is in their contract.</summary>
public sealed class MaintenanceTests(ClusterRun run)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_keeps_an_environment_from_showing_a_page_is_named_with_what_to_do()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        var ns = rig.Namespace;
        (await CheckAsync(rig, new ServiceSpec { Service = "shop" })).ShouldBe(
            ["environments.production.traffic.service names none: write maintenancePage with the name of a Service that serves it"]);
        (await CheckAsync(rig, new ServiceSpec { Service = "shop", MaintenancePage = "closed" })).ShouldBe([$"there is no Service {ns}/closed: create it, with pods that serve the page"]);
        await rig.PageAsync(pod: false);
        (await CheckAsync(rig, new ServiceSpec { Service = "shop", MaintenancePage = "closed" })).ShouldBe([$"no ready pod stands behind the Service {ns}/closed: start one"]);
        (await CheckAsync(rig, new IstioSpec { Service = "shop", VirtualService = "shop", DestinationRule = "shop", MaintenancePage = "closed" })).ShouldBe(
            [$"the sides are subsets of the Service {ns}/shop, and pods of a page are in neither: take destinationRule out of environments.production.traffic.istio"]);
        await rig.EditAsync("/api/v1", "services", "closed", """{ "spec": { "ports": [{ "name": "a", "port": 81 }, { "name": "b", "port": 82 }] } }""");
        (await CheckAsync(rig, new ServiceSpec { Service = "shop", MaintenancePage = "closed" })).ShouldContain(
            $"the Service {ns}/closed has no counterpart for port http of {ns}/shop: give it one of the same name or number");
    }

    [Fact]
    public async Task A_user_who_may_not_write_the_Service_is_told_so_before()
    {
        var cluster = await run.ClusterAsync();
        await using var admin = await RouterRig.StartAsync(cluster);
        await admin.PageAsync();
        var user = await cluster.UserAsync([new AccessRule(admin.Namespace, "", "services,endpoints", "get,list,watch")], Stop);
        await using var clusters = new Clusters(user, TimeProvider.System);
        var spec = admin.Here(new ServiceSpec { Service = "shop", MaintenancePage = "closed" });
        var router = KubernetesRouters.All(clusters, TimeProvider.System).Single(r => r.Name == spec.Name).For(spec);
        (await router.CheckMaintenanceAsync(PageOf(spec), Stop)).ShouldBe(
            [$"the user of context {clusters.Client().Access.Name} may not patch services 'shop' in namespace {admin.Namespace}: add it to the user's role, or run slipway install"]);
    }

    [Fact]
    public async Task Nothing_is_changed_while_no_pod_of_the_page_is_ready()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await rig.PageAsync(pod: false);
        var before = (await rig.FindAsync("/api/v1", "services", "shop"))!.ToJsonString();
        var (router, page) = RouterOf(rig);
        (await Should.ThrowAsync<PortUnavailableException>(() => router.ShowMaintenanceAsync(page, 1, shown: true, Stop))).Message
            .ShouldBe($"no ready pod stands behind the Service {rig.Namespace}/closed with the maintenance page of shop/production: start one");
        (await rig.FindAsync("/api/v1", "services", "shop"))!.ToJsonString().ShouldBe(before);
    }

    [Fact]
    public async Task What_others_write_meanwhile_stays_and_what_the_stop_changed_comes_back()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await rig.PageAsync();
        var (router, page) = RouterOf(rig);
        await router.ShowMaintenanceAsync(page, 1, shown: true, Stop);
        await rig.EditAsync("/api/v1", "services", "shop", """
            { "metadata": { "labels": { "team": "b" } }, "spec": { "ports": [{ "name": "http", "port": 80, "targetPort": "page" }, { "name": "admin", "port": 90, "targetPort": 9090 }] } }
            """);
        await router.ShowMaintenanceAsync(page, 1, shown: false, Stop);
        var shop = (await rig.FindAsync("/api/v1", "services", "shop"))!;
        ((string?)shop["metadata"]!["labels"]!["team"]).ShouldBe("b");
        shop["spec"]!["ports"]!.AsArray().Select(port => (int)port!["targetPort"]!).ShouldBe([8080, 9090]);
        shop["spec"]!["selector"]!.ToJsonString().ShouldBe("""{"app":"shop"}""");

        await router.ShowMaintenanceAsync(page, 2, shown: true, Stop);
        await rig.EditAsync("/api/v1", "services", "shop", """{ "spec": { "selector": { "app": "mine" } } }""");
        await router.ShowMaintenanceAsync(page, 2, shown: false, Stop);
        (await rig.FindAsync("/api/v1", "services", "shop"))!["spec"]!["selector"]!.ToJsonString().ShouldBe("""{"app":"mine"}""");
    }

    [Fact]
    public async Task Two_servers_that_do_it_at_once_and_a_person_who_edits_lose_nothing()
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await rig.PageAsync();
        var (router, page) = RouterOf(rig);
        for (var stop = 1; stop <= 5; stop++)
        {
            var edit = rig.EditAsync("/api/v1", "services", "shop", $$"""{ "metadata": { "labels": { "edit-{{stop}}": "mine" } } }""");
            await Task.WhenAll(router.ShowMaintenanceAsync(page, stop, shown: true, Stop), router.ShowMaintenanceAsync(page, stop, shown: true, Stop), edit);
            (await rig.EndpointsAsync("shop")).ShouldBe(["closed"]);
            await Task.WhenAll(router.ShowMaintenanceAsync(page, stop, shown: false, Stop), router.ShowMaintenanceAsync(page, stop, shown: false, Stop));
        }

        var shop = (await rig.FindAsync("/api/v1", "services", "shop"))!;
        shop["spec"]!["selector"]!.ToJsonString().ShouldBe("""{"app":"shop"}""");
        shop["metadata"]!["labels"]!.AsObject().Count(label => label.Key.StartsWith("edit-", StringComparison.Ordinal)).ShouldBe(5);
    }

    [Fact]
    public async Task Where_the_sides_have_namespaces_of_their_own_both_lead_to_the_page_of_their_own()
    {
        var cluster = await run.ClusterAsync();
        await using var blue = await RouterRig.StartAsync(cluster);
        await using var green = await RouterRig.StartAsync(cluster);
        await blue.PageAsync();
        var spec = new IstioSpec { Service = "shop", VirtualService = "shop", MaintenancePage = "closed", Namespaces = new PerSlot<string>(blue.Namespace, green.Namespace) };
        var router = blue.Router(spec);
        (await router.CheckMaintenanceAsync(PageOf(spec), Stop)).ShouldBe([$"there is no Service {green.Namespace}/closed: create it, with pods that serve the page"]);
        await green.PageAsync();
        (await router.CheckMaintenanceAsync(PageOf(spec), Stop)).ShouldBeEmpty();
        await router.ShowMaintenanceAsync(PageOf(spec), 1, shown: true, Stop);
        (await blue.EndpointsAsync("shop")).ShouldBe(["closed"]);
        (await green.EndpointsAsync("shop")).ShouldBe(["closed"]);
        await router.ShowMaintenanceAsync(PageOf(spec), 1, shown: false, Stop);
        (await blue.EndpointsAsync("shop")).Count.ShouldBe(2);
        (await green.EndpointsAsync("shop")).Count.ShouldBe(2);
    }

    private static MaintenancePage PageOf(TrafficSpec spec) => new(RouterRig.Production, spec, null);

    private static (IRouter Router, MaintenancePage Page) RouterOf(RouterRig rig)
    {
        var spec = rig.Here(new ServiceSpec { Service = "shop", MaintenancePage = "closed" });
        return (rig.Router(spec), PageOf(spec));
    }

    private static Task<IReadOnlyList<string>> CheckAsync(RouterRig rig, KubernetesTrafficSpec spec) =>
        rig.Router(rig.Here(spec)).CheckMaintenanceAsync(PageOf(rig.Here(spec)), Stop);
}
