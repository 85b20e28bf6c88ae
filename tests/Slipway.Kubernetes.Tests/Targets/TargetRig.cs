using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets;

/// <summary>A Deployment as a user has it, in a namespace of its own with a node, and the target that takes it over.</summary>
internal sealed class TargetRig : IAsyncDisposable
{
    public const string Name = "shop";

    private const int WaitSeconds = 60;
    private const int PollMilliseconds = 20;

    private readonly List<Kubelet> _kubelets = [];

    private TargetRig(Cluster cluster, PerSlot<string> namespaces, string kubeConfig, TimeProvider time, KubeOptions? options)
    {
        Cluster = cluster;
        Clusters = new Clusters(kubeConfig, time, options);
        Spec = new DeploymentSpec { Deployment = Name, Namespaces = namespaces, Replicas = 2, Container = Name };
        Targets = new DeploymentTarget(Clusters, time, reach: host => $"127{host[2..]}");
    }

    public Cluster Cluster { get; }

    public Clusters Clusters { get; }

    public DeploymentTarget Targets { get; }

    public DeploymentSpec Spec { get; set; }

    public ITarget Target => Targets.For(Spec);

    public EnvironmentKey Environment { get; init; } = new("shop", "production");

    /// <summary>Of blue; where all is in one, of all.</summary>
    public string Namespace => Spec.Namespaces.Blue;

    public Kubelet Kubelet => _kubelets[0];

    /// <param name="twin">As in the spec.</param>
    /// <param name="isSplit">Whether green has a namespace of its own.</param>
    /// <param name="cluster">Null for the shared one.</param>
    /// <param name="kubeConfig">Null for the administrator's; given both namespaces.</param>
    public static async Task<TargetRig> StartAsync(
        ClusterRun run, string? twin, CancellationToken cancellation, bool isSplit = false, Cluster? cluster = null,
        Func<Cluster, PerSlot<string>, Task<string>>? kubeConfig = null, TimeProvider? time = null, KubeOptions? options = null)
    {
        cluster ??= await run.ClusterAsync();
        var blue = await cluster.NamespaceAsync(cancellation);
        var namespaces = new PerSlot<string>(blue, isSplit ? await cluster.NamespaceAsync(cancellation) : blue);
        var path = kubeConfig is null ? cluster.KubeConfigPath : await kubeConfig(cluster, namespaces);
        var rig = new TargetRig(cluster, namespaces, path, time ?? TimeProvider.System, options);
        rig.Spec = rig.Spec with { Twin = twin };
        foreach (var ns in new[] { namespaces.Blue, namespaces.Green }.Distinct())
            rig._kubelets.Add(await Kubelet.StartAsync(cluster, ns, cancellation, serves: true));
        return rig;
    }

    /// <summary>What runs before Slipway comes.</summary>
    public static JsonObject Deployment(string version = "0.9.0", int replicas = 1) => JsonNode.Parse($$"""
        {
          "apiVersion": "apps/v1", "kind": "Deployment",
          "metadata": { "name": "{{Name}}", "labels": { "team": "web" }, "annotations": { "kubectl.kubernetes.io/last-applied-configuration": "{}", "owner": "someone" } },
          "spec": {
            "replicas": {{replicas}}, "selector": { "matchLabels": { "app": "shop" } },
            "strategy": { "rollingUpdate": { "maxSurge": 1, "maxUnavailable": 0 } },
            "template": {
              "metadata": { "labels": { "app": "shop" }, "annotations": { "note": "kept" } },
              "spec": {
                "tolerations": [{ "key": "web", "operator": "Exists" }],
                "containers": [
                  { "name": "shop", "image": "{{Image(version)}}", "ports": [{ "name": "http", "containerPort": 8080 }], "env": [{ "name": "COLOUR", "value": "blue" }] }
                ]
              }
            }
          }
        }
        """)!.AsObject();

    public static string Image(string version) => $"registry.example/shop:{version}@{Digest.Of(version)}";

    public Task<JsonObject> CreateAsync(JsonObject item, string plural, string group = "apps/v1", string? ns = null) =>
        Cluster.Api.PostAsync($"{Root(group)}/namespaces/{ns ?? Namespace}/{plural}", item, CancellationToken.None);

    public Task<JsonObject> CreateDeploymentAsync(JsonObject? deployment = null) => CreateAsync(deployment ?? Deployment(), "deployments");

    public Task<JsonObject?> GetAsync(string name, string plural = "deployments", string group = "apps/v1", string? ns = null) =>
        Cluster.Api.GetAsync($"{Root(group)}/namespaces/{ns ?? Namespace}/{plural}/{name}", CancellationToken.None);

    /// <summary>Somebody else changes an object: a merge patch.</summary>
    public Task<JsonObject> MergeAsync(string name, string patch, string plural = "deployments", string group = "apps/v1") =>
        Cluster.Api.PatchAsync($"{Root(group)}/namespaces/{Namespace}/{plural}/{name}", JsonNode.Parse(patch)!.AsObject(), CancellationToken.None);

    public async Task<IReadOnlyList<JsonObject>> ListAsync(string plural, string group = "apps/v1", string? ns = null) =>
        [.. (await Cluster.Api.GetAsync($"{Root(group)}/namespaces/{ns ?? Namespace}/{plural}", CancellationToken.None))!["items"]!.AsArray().Select(item => item!.AsObject())];

    public Workload Workload(Slot slot, string version, int replicas) =>
        new(Environment, slot, ReleaseVersion.Parse(version), Image(version), Spec, replicas, TimeSpan.Zero);

    public Task<WorkloadStatus> ReadAsync(Slot slot) => Target.ReadAsync(Environment, slot, CancellationToken.None);

    /// <summary>Brings a version to a side and waits until it is ready there.</summary>
    public async Task UpAsync(Slot slot, string version, int replicas, EffectOrder order)
    {
        await Target.ApplyAsync(Workload(slot, version, replicas), order, CancellationToken.None);
        if (replicas > 0)
            await UntilAsync(slot, s => s.Ready >= replicas && s.Wanted == replicas);
        else
            await UntilAsync(slot, s => s is { Version: null, Instances.Count: 0 });
    }

    /// <summary>The first status of a side that fits.</summary>
    public async Task<WorkloadStatus> UntilAsync(Slot slot, Func<WorkloadStatus, bool> fits)
    {
        var status = WorkloadStatus.Nothing;
        await UntilAsync(
            async () => fits(status = await ReadAsync(slot)),
            () => $"version {status.Version}, wanted {status.Wanted}, failure {status.Failure ?? "none"}, {string.Join("; ", status.Instances)}");
        return status;
    }

    public static async Task UntilAsync(Func<Task<bool>> fits, Func<string>? last = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await fits())
        {
            if (TimeProvider.System.GetElapsedTime(began).TotalSeconds > WaitSeconds)
                throw new TimeoutException($"not within {WaitSeconds} s: {last?.Invoke()}");
            await Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), TimeProvider.System, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var kubelet in _kubelets)
            await kubelet.DisposeAsync();
        await Clusters.DisposeAsync();
    }

    private static string Root(string group) => group.Contains('/', StringComparison.Ordinal) ? $"/apis/{group}" : $"/api/{group}";
}
