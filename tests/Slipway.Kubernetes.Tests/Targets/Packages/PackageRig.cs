using System.Text.Json.Nodes;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets.Packages;

/// <summary>Namespaces of a test with simulated nodes, and a folder with the files of its versions.</summary>
internal sealed class PackageRig : IAsyncDisposable
{
    public const string Group = "apps/v1";

    private readonly List<Kubelet> _kubelets = [];

    private PackageRig(Cluster cluster, PerSlot<string> namespaces, string kubeConfig)
    {
        (Cluster, Namespaces, KubeConfig) = (cluster, namespaces, kubeConfig);
        Clusters = new Clusters(kubeConfig, TimeProvider.System);
    }

    public Cluster Cluster { get; }

    public Clusters Clusters { get; }

    public string KubeConfig { get; }

    public PerSlot<string> Namespaces { get; }

    /// <summary>Of blue; where all is in one, of all.</summary>
    public string Namespace => Namespaces.Blue;

    public EnvironmentKey Environment { get; init; } = new("shop", "production");

    public Kubelet Kubelet => _kubelets[0];

    public string Folder { get; } = Directory.CreateTempSubdirectory("slipway-").FullName;

    /// <param name="kubeConfig">Null for the administrator's; given the namespace.</param>
    public static async Task<PackageRig> StartAsync(ClusterRun run, bool isSplit, CancellationToken cancellation, Func<Cluster, string, Task<string>>? kubeConfig = null)
    {
        var cluster = await run.ClusterAsync();
        var blue = await cluster.NamespaceAsync(cancellation);
        var namespaces = new PerSlot<string>(blue, isSplit ? await cluster.NamespaceAsync(cancellation) : blue);
        var rig = new PackageRig(cluster, namespaces, kubeConfig is null ? cluster.KubeConfigPath : await kubeConfig(cluster, blue));
        foreach (var ns in new[] { namespaces.Blue, namespaces.Green }.Distinct())
            rig._kubelets.Add(await Kubelet.StartAsync(cluster, ns, cancellation, serves: true));
        return rig;
    }

    /// <summary>The host of a simulated pod as it is reached from here.</summary>
    public static string Reach(string host) => $"127{host[2..]}";

    /// <summary>A folder for a version, with these files.</summary>
    public string Write(string version, params (string Path, string Text)[] files)
    {
        var folder = Path.Combine(Folder, version);
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            File.WriteAllText(Path.Combine(folder, path), text);
        }

        return folder;
    }

    public static string Deployment(string version, string name = "shop", int replicas = 1) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{name}}
        spec:
          replicas: {{replicas}}
          selector: { matchLabels: { app: {{name}} } }
          template:
            metadata: { labels: { app: {{name}} } }
            spec:
              containers:
              - name: web
                image: registry.example/shop:{{version}}
                ports: [{ name: http, containerPort: 8080 }]
        """;

    public static string ConfigMap(string name, string colour = "blue") => $$"""
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: {{name}} }
        data: { colour: {{colour}} }
        """;

    public Task<JsonObject?> GetAsync(string name, string plural = "deployments", string group = Group, string? ns = null) =>
        Cluster.Api.GetAsync($"{Root(group)}/namespaces/{ns ?? Namespace}/{plural}/{name}", CancellationToken.None);

    public Task<JsonObject> CreateAsync(string yaml, string plural, string group = Group) =>
        Cluster.Api.PostYamlAsync($"{Root(group)}/namespaces/{Namespace}/{plural}", yaml, CancellationToken.None);

    /// <summary>Somebody else changes an object: a merge patch.</summary>
    public Task<JsonObject> MergeAsync(string name, string patch, string plural = "deployments", string group = Group) =>
        Cluster.Api.PatchAsync($"{Root(group)}/namespaces/{Namespace}/{plural}/{name}", JsonNode.Parse(patch)!.AsObject(), CancellationToken.None);

    public Task DeleteAsync(string name, string plural, string group) =>
        Cluster.Api.DeleteAsync($"{Root(group)}/namespaces/{Namespace}/{plural}/{name}", graceSeconds: null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var kubelet in _kubelets)
            await kubelet.DisposeAsync();
        await Clusters.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static string Root(string group) => group.Contains('/', StringComparison.Ordinal) ? $"/apis/{group}" : $"/api/{group}";
}
