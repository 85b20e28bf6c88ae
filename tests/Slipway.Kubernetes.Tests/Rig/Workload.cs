using System.Text.Json.Nodes;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Rig;

/// <summary>A Deployment and a Service before it, as a user would have them.</summary>
internal sealed class Workload(Cluster cluster, string name)
{
    private const int WaitSeconds = 60;
    private const int PollMilliseconds = 20;

    private string Path => $"/apis/apps/v1/namespaces/{name}/deployments/shop";

    public async Task CreateAsync(string image, int replicas, CancellationToken cancellation)
    {
        await cluster.Api.PostAsync($"/apis/apps/v1/namespaces/{name}/deployments", JsonNode.Parse($$"""
            {
              "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "shop" },
              "spec": {
                "replicas": {{replicas}}, "selector": { "matchLabels": { "app": "shop" } },
                "strategy": { "rollingUpdate": { "maxSurge": 1, "maxUnavailable": 0 } },
                "template": {
                  "metadata": { "labels": { "app": "shop" } },
                  "spec": { "containers": [{ "name": "shop", "image": "{{image}}", "ports": [{ "name": "http", "containerPort": 8080 }] }] }
                }
              }
            }
            """)!.AsObject(), cancellation);
        await cluster.Api.PostAsync($"/api/v1/namespaces/{name}/services", JsonNode.Parse("""
            {
              "apiVersion": "v1", "kind": "Service", "metadata": { "name": "shop" },
              "spec": { "selector": { "app": "shop" }, "ports": [{ "port": 80, "targetPort": "http" }] }
            }
            """)!.AsObject(), cancellation);
    }

    public Task SetImageAsync(string image, CancellationToken cancellation) => cluster.Api.MergeAsync(Path, JsonNode.Parse($$"""
        { "spec": { "template": { "spec": { "containers": [{ "name": "shop", "image": "{{image}}" }] } } } }
        """)!.AsObject(), cancellation);

    /// <summary>All that it wants runs the newest version and is available, and nothing older is left.</summary>
    public async Task RolledOutAsync(CancellationToken cancellation) => await UntilAsync(
        async () =>
        {
            var deployment = await cluster.Api.GetAsync(Path, cancellation);
            var (wanted, status) = ((int)deployment!["spec"]!["replicas"]!, deployment["status"]!);
            return (long?)status["observedGeneration"] == (long)deployment["metadata"]!["generation"]!
                && (int?)status["updatedReplicas"] == wanted && (int?)status["availableReplicas"] == wanted && (int?)status["replicas"] == wanted;
        },
        $"the Deployment to roll out in {name}", cancellation);

    public async Task<IReadOnlyList<JsonObject>> PodsAsync(CancellationToken cancellation)
    {
        var pods = await cluster.Api.GetAsync($"/api/v1/namespaces/{name}/pods?labelSelector=app%3Dshop", cancellation);
        return [.. pods!["items"]!.AsArray().Select(pod => pod!.AsObject())];
    }

    public static async Task UntilAsync(Func<Task<bool>> holds, string what, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(began).TotalSeconds > WaitSeconds)
                throw new TimeoutException($"waited {WaitSeconds} s for {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), TimeProvider.System, cancellation);
        }
    }
}
