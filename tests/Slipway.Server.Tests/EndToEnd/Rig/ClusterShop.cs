using System.Text.Json.Nodes;
using Slipway.Core.Values;
using Slipway.Testing.Kubernetes;

namespace Slipway.Server.Tests.EndToEnd.Rig;

/// <summary>A Deployment and a Service as a user has them in a cluster, and a <c>slipway serve</c> outside of it.</summary>
internal sealed class ClusterShop : IAsyncDisposable
{
    private readonly Cluster _cluster;
    private readonly Kubelet _kubelet;
    private readonly ServiceClient _client;
    private readonly CancellationToken _cancellation;

    private ClusterShop(Cluster cluster, string ns, Kubelet kubelet, CancellationToken cancellation)
    {
        (_cluster, Namespace, _kubelet, _cancellation) = (cluster, ns, kubelet, cancellation);
        _client = new ServiceClient(cluster, ns, "shop");
        Installation = new Installation(cancellation);
    }

    public string Namespace { get; }

    public Installation Installation { get; }

    public Kubelet Kubelet => _kubelet;

    public Cluster Cluster => _cluster;

    /// <summary>Version 1.0.0 runs before Slipway comes.</summary>
    public static async Task<ClusterShop> StartAsync(ClusterRun run, CancellationToken cancellation)
    {
        var cluster = await run.ClusterAsync();
        var ns = await cluster.NamespaceAsync(cancellation);
        var shop = new ClusterShop(cluster, ns, await Kubelet.StartAsync(cluster, ns, cancellation, serves: true), cancellation);
        await cluster.Api.PostAsync($"/apis/apps/v1/namespaces/{ns}/deployments", JsonNode.Parse($$"""
            {
              "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "shop", "annotations": { "owner": "someone" } },
              "spec": {
                "replicas": 2, "selector": { "matchLabels": { "app": "shop" } },
                "template": {
                  "metadata": { "labels": { "app": "shop" } },
                  "spec": { "terminationGracePeriodSeconds": 5, "containers": [{ "name": "shop", "lifecycle": { "preStop": { "exec": { "command": ["sleep", "1"] } } }, "image": "{{Image("1.0.0")}}", "ports": [{ "name": "http", "containerPort": 8080 }] }] }
                }
              }
            }
            """)!.AsObject(), cancellation);
        await cluster.Api.PostAsync($"/api/v1/namespaces/{ns}/services", JsonNode.Parse("""
            { "apiVersion": "v1", "kind": "Service", "metadata": { "name": "shop" }, "spec": { "selector": { "app": "shop" }, "ports": [{ "name": "http", "port": 80, "targetPort": 8080 }] } }
            """)!.AsObject(), cancellation);
        return shop;
    }

    public static string Image(string version) => $"registry.example/shop:{version}@{Digest.Of(version)}";

    /// <summary>A version as <c>deploy</c> takes it where no registry can be asked.</summary>
    public static string Version(string version) => $"{version}@{Digest.Of(version)}";

    /// <param name="traffic">A line of YAML; null: no traffic.</param>
    /// <param name="strategy">A line of YAML.</param>
    public void Spec(string strategy, string? traffic = "service: { name: shop }", string name = "shop", string within = "1m") => File.WriteAllText(Installation.SpecFile, $$"""
        app: shop
        image: registry.example/shop:{version}
        environments:
          production:
            target: { deployment: { name: {{name}}, namespace: {{Namespace}}, replicas: 2, readyWithin: {{within}} } }
            {{(traffic is null ? "" : $"traffic: {{ {traffic}, drain: 200ms }}")}}
            strategy: { {{strategy}} }
        """);

    /// <param name="kubeConfig">Of whom the server is in the cluster; null: an administrator.</param>
    public Task ServeAsync(string? kubeConfig = null, params IReadOnlyList<string> more) => Installation.StartAsync(["--kubeconfig", kubeConfig ?? _cluster.KubeConfigPath, .. more]);

    public Task<ProgramResult> DeployAsync(string version) => Installation.RunAsync("deploy", "--version", Version(version), "--wait", "--timeout", "2m");

    /// <summary>Version and status of one request to the Service.</summary>
    public Task<ServiceAnswer> AskAsync() => _client.GetAsync(_cancellation);

    public async Task<JsonObject> DeploymentAsync(string name = "shop") =>
        await _cluster.Api.GetAsync($"/apis/apps/v1/namespaces/{Namespace}/deployments/{name}", _cancellation) ?? throw new InvalidOperationException($"There is no Deployment {name}");

    public async ValueTask DisposeAsync()
    {
        await Installation.DisposeAsync();
        _client.Dispose();
        await _kubelet.DisposeAsync();
    }
}
