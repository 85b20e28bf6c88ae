using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Client;

/// <summary>A client at work in a namespace of its own.</summary>
internal sealed class Connected(KubeClient client, Cluster cluster, string ns) : IDisposable
{
    public KubeClient Client => client;

    public Cluster Cluster => cluster;

    public string Namespace => ns;

    public static async Task<Connected> ToAsync(ClusterRun run, CancellationToken cancellation, KubeOptions? options = null)
    {
        var cluster = await run.ClusterAsync();
        return new Connected(By(cluster.KubeConfigPath, options), cluster, await cluster.NamespaceAsync(cancellation));
    }

    public static KubeClient By(string kubeConfig, KubeOptions? options = null) => new(KubeConfig.Load(kubeConfig).Context(), TimeProvider.System, options);

    /// <summary>Requests of a verb so far.</summary>
    public long Sent(string verb) => client.Requests.GetValueOrDefault(verb);

    public KubeObject ConfigMap(string name, string colour = "blue")
    {
        var item = KubeObject.New(ResourceKinds.ConfigMaps, ns, name);
        item.Json["data"] = new JsonObject { ["colour"] = colour };
        return item;
    }

    public Task<KubeObject> CreateConfigMapAsync(string name, CancellationToken cancellation) =>
        client.CreateAsync(ResourceKinds.ConfigMaps, ConfigMap(name), cancellation: cancellation);

    public Task<KubeObject> PaintAsync(string name, string colour, CancellationToken cancellation) => client.PatchAsync(
        ResourceKinds.ConfigMaps, ns, name, JsonPatchKind.Merge, new JsonObject { ["data"] = new JsonObject { ["colour"] = colour } }, cancellation: cancellation);

    public KubeObject Deployment(string name, int replicas = 1)
    {
        var labels = new JsonObject { ["app"] = name };
        var item = KubeObject.New(ResourceKinds.Deployments, ns, name);
        item.Json["spec"] = new JsonObject
        {
            ["replicas"] = replicas,
            ["selector"] = new JsonObject { ["matchLabels"] = labels.DeepClone() },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = labels },
                ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "web", ["image"] = "example.test/web:1" }) },
            },
        };
        return item;
    }

    public void Dispose() => client.Dispose();
}
