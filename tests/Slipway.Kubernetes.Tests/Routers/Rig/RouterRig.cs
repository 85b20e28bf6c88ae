using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Routers.Rig;

/// <summary>A namespace with the Service <c>shop</c> and a ready pod of each side behind it, as a target leaves them, and the routers of the product.</summary>
internal sealed class RouterRig : IAsyncDisposable
{
    private const int WaitSeconds = 30;
    private const int PollMilliseconds = 10;

    private RouterRig(Cluster cluster, string ns, Kubelet kubelet, Clusters clusters) =>
        (Cluster, Namespace, Kubelet, Clusters) = (cluster, ns, kubelet, clusters);

    public static EnvironmentKey Production { get; } = new("shop", "production");

    public Cluster Cluster { get; }

    public string Namespace { get; }

    public Kubelet Kubelet { get; }

    public Clusters Clusters { get; }

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    /// <param name="kubeConfig">Of whom the product is for the server; null: an administrator.</param>
    /// <param name="pods">The sides that have a ready pod; null: both.</param>
    public static async Task<RouterRig> StartAsync(Cluster cluster, string? kubeConfig = null, IReadOnlyList<Slot>? pods = null)
    {
        var ns = await cluster.NamespaceAsync(Stop);
        var kubelet = await Kubelet.StartAsync(cluster, ns, Stop);
        var rig = new RouterRig(cluster, ns, kubelet, new Clusters(kubeConfig ?? cluster.KubeConfigPath, TimeProvider.System));
        await rig.CreateAsync("/api/v1", "services", """
            { "apiVersion": "v1", "kind": "Service", "metadata": { "name": "shop", "labels": { "team": "a" } },
              "spec": { "selector": { "app": "shop" }, "ports": [{ "name": "http", "port": 80, "targetPort": 8080 }] } }
            """);
        foreach (var slot in pods ?? Slots.All)
            await rig.PodAsync(slot);
        await UntilAsync(async () => (await rig.EndpointsAsync("shop")).Count == (pods ?? Slots.All).Count, "the pods to be ready");
        return rig;
    }

    public IRouter Router(KubernetesTrafficSpec spec) => KubernetesRouters.All(Clusters, TimeProvider.System).Single(r => r.Name == spec.Name).For(spec);

    public T Here<T>(T spec)
        where T : KubernetesTrafficSpec => spec with { Namespaces = new PerSlot<string>(Namespace, Namespace) };

    public static Route RouteOf(TrafficSpec spec, TrafficSplit split, Slot stable = Slot.Blue) => new(Production, spec, stable, split);

    public static TrafficSplit Green(decimal percent) => TrafficSplit.With(Slot.Green, Weight.FromPercent(percent));

    /// <summary>A ready pod as a target starts it; without a side, as the app's owner did before.</summary>
    public async Task<string> PodAsync(Slot? slot)
    {
        var labels = new JsonObject { ["app"] = "shop" };
        if (slot is { } side)
            labels["slipway.dev/slot"] = side.Label();
        var pod = await Cluster.Api.PostAsync($"/api/v1/namespaces/{Namespace}/pods", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["generateName"] = "shop-", ["labels"] = labels },
            ["spec"] = JsonNode.Parse("""{ "automountServiceAccountToken": false, "containers": [{ "name": "shop", "image": "shop:1.0.0", "ports": [{ "containerPort": 8080 }] }] }"""),
        }, Stop);
        return (string)pod["metadata"]!["name"]!;
    }

    /// <summary>A Service <c>closed</c> with a ready pod that serves the maintenance page.</summary>
    /// <param name="pod">False: its pod is not there.</param>
    public async Task PageAsync(bool pod = true)
    {
        await CreateAsync("/api/v1", "services", """
            { "apiVersion": "v1", "kind": "Service", "metadata": { "name": "closed" },
              "spec": { "selector": { "app": "closed" }, "ports": [{ "port": 8000, "targetPort": "page" }] } }
            """);
        if (!pod)
            return;
        await CreateAsync("/api/v1", "pods", """
            { "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "closed", "labels": { "app": "closed" } },
              "spec": { "automountServiceAccountToken": false, "containers": [{ "name": "page", "image": "page:1", "ports": [{ "name": "page", "containerPort": 9000 }] }] } }
            """);
        await UntilAsync(async () => (await EndpointsAsync("closed")).Count == 1, "the page to be ready");
    }

    public async Task CreateAsync(string api, string plural, string json) =>
        await Cluster.Api.PostAsync(Path(api, plural), JsonNode.Parse(json)!.AsObject(), Stop);

    public async Task<JsonObject?> FindAsync(string api, string plural, string name) => await Cluster.Api.GetAsync($"{Path(api, plural)}/{name}", Stop);

    /// <summary>What another person does to an object meanwhile.</summary>
    public async Task EditAsync(string api, string plural, string name, string mergePatch) =>
        await Cluster.Api.PatchAsync($"{Path(api, plural)}/{name}", JsonNode.Parse(mergePatch)!.AsObject(), Stop);

    public async Task DeleteAsync(string api, string plural, string name) => await Cluster.Api.DeleteAsync($"{Path(api, plural)}/{name}", null, Stop);

    /// <summary>Addresses of ready pods behind a Service.</summary>
    public async Task<IReadOnlyList<string>> EndpointsAsync(string service)
    {
        var endpoints = await FindAsync("/api/v1", "endpoints", service);
        return [.. (endpoints?["subsets"] as JsonArray ?? []).SelectMany(s => s!["addresses"] as JsonArray ?? []).Select(a => (string)a!["targetRef"]!["name"]!)];
    }

    public async Task<string?> PinAsync() => (string?)(await FindAsync("/api/v1", "services", "shop"))!["spec"]!["selector"]!["slipway.dev/slot"];

    public static Task ConvergesAsync(IRouter router, TrafficSplit split) =>
        UntilAsync(async () => await router.ReadAsync(Production, Stop) == split, $"{split} to be in force");

    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(began).TotalSeconds > WaitSeconds)
                throw new TimeoutException($"waited {WaitSeconds} s for {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), TimeProvider.System, Stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Clusters.DisposeAsync();
        await Kubelet.DisposeAsync();
    }

    private string Path(string api, string plural) => $"{api}/namespaces/{Namespace}/{plural}";
}
