using System.Text.Json.Nodes;
using Slipway.Core.Values;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.Node;

namespace Slipway.Bench.Kubernetes;

/// <summary>Two Deployments of real pods, blue with v1 and green with v2, and a Service that selects one of them.</summary>
internal sealed class TwoSides(Cluster cluster, string name, TimeProvider time)
{
    private const int Replicas = 2;
    private const int PollMilliseconds = 20;
    private const int ReadySeconds = 120;

    /// <summary>The address that kube-proxy gives the Service.</summary>
    public Uri Url { get; private set; } = null!;

    public static string Version(Slot slot) => slot == Slot.Blue ? "v1" : "v2";

    /// <summary>Returns once blue is ready; green has no pods.</summary>
    public async Task CreateAsync(CancellationToken cancellation)
    {
        foreach (var slot in (Slot[])[Slot.Blue, Slot.Green])
            await cluster.Api.PostYamlAsync($"/apis/apps/v1/namespaces/{name}/deployments", Deployment(slot), cancellation);
        var service = await cluster.Api.PostYamlAsync($"/api/v1/namespaces/{name}/services", """
            apiVersion: v1
            kind: Service
            metadata: { name: shop }
            spec:
              selector: { app: shop, slot: blue }
              ports: [{ port: 80, targetPort: 8080 }]
            """, cancellation);
        Url = new Uri($"http://{(string)service["spec"]!["clusterIP"]!}{RealNode.Path}");
        await ScaleAsync(Slot.Blue, up: true, cancellation);
        await ReadyAsync(Slot.Blue, cancellation);
    }

    public Task ScaleAsync(Slot slot, bool up, CancellationToken cancellation) => cluster.Api.PatchAsync(
        $"/apis/apps/v1/namespaces/{name}/deployments/shop-{Word(slot)}/scale", new JsonObject { ["spec"] = new JsonObject { ["replicas"] = up ? Replicas : 0 } }, cancellation);

    /// <summary>All its pods take requests.</summary>
    public Task ReadyAsync(Slot slot, CancellationToken cancellation) => UntilAsync(
        async () => (int?)(await cluster.Api.GetAsync($"/apis/apps/v1/namespaces/{name}/deployments/shop-{Word(slot)}", cancellation))!["status"]?["availableReplicas"] == Replicas,
        $"{Word(slot)} to be ready", cancellation);

    /// <summary>No pod of it is left.</summary>
    public Task GoneAsync(Slot slot, CancellationToken cancellation) => UntilAsync(
        async () => (await cluster.Api.GetAsync($"/api/v1/namespaces/{name}/pods?labelSelector=slot%3D{Word(slot)}", cancellation))!["items"]!.AsArray().Count == 0,
        $"{Word(slot)} to be gone", cancellation);

    public Task SelectAsync(Slot slot, CancellationToken cancellation) => cluster.Api.PatchAsync(
        $"/api/v1/namespaces/{name}/services/shop", new JsonObject { ["spec"] = new JsonObject { ["selector"] = new JsonObject { ["slot"] = Word(slot) } } }, cancellation);

    private async Task UntilAsync(Func<Task<bool>> holds, string what, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (!await holds())
        {
            if (time.GetElapsedTime(began).TotalSeconds > ReadySeconds)
                throw new BenchFailedException($"waited {ReadySeconds} s for {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), time, cancellation);
        }
    }

    private static string Deployment(Slot slot) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: shop-{{Word(slot)}} }
        spec:
          replicas: 0
          selector: { matchLabels: { app: shop, slot: {{Word(slot)}} } }
          template:
            metadata: { labels: { app: shop, slot: {{Word(slot)}} } }
            spec:
              automountServiceAccountToken: false
              # The server takes no notice of SIGTERM: it serves for all of this time.
              terminationGracePeriodSeconds: 2
              containers:
              - name: shop
                image: {{RealNode.Image}}:{{Version(slot)}}
                imagePullPolicy: Never
                ports: [{ containerPort: 8080 }]
                # Where many share the machine, a slow answer must not take a pod out of the Service.
                readinessProbe: { httpGet: { path: {{RealNode.Path}}, port: 8080 }, periodSeconds: 1, timeoutSeconds: 10, failureThreshold: 10 }
        """;

    private static string Word(Slot slot) => slot == Slot.Blue ? "blue" : "green";
}
