using System.Globalization;
using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes;

/// <summary>The node object of a simulated kubelet, and the lease by which it is known to be alive.</summary>
internal static class SimulatedNode
{
    private const string Leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
    private const int LeaseSeconds = 40;

    /// <param name="port">Of the kubelet's own server, on loopback.</param>
    public static async Task CreateAsync(ClusterApi api, string name, int port, CancellationToken cancellation)
    {
        var labels = new JsonObject { ["kubernetes.io/hostname"] = name, ["kubernetes.io/os"] = "linux", ["kubernetes.io/arch"] = "amd64" };
        await api.PostAsync("/api/v1/nodes", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels },
        }, cancellation);
        var lease = new JsonObject { ["apiVersion"] = "coordination.k8s.io/v1", ["kind"] = "Lease", ["metadata"] = new JsonObject { ["name"] = name } };
        lease["spec"] = new JsonObject { ["holderIdentity"] = name, ["leaseDurationSeconds"] = LeaseSeconds };
        await api.PostAsync(Leases, lease, cancellation);
        await RenewAsync(api, name, port, cancellation);
    }

    public static Task RenewAsync(ClusterApi api, string name, int port, CancellationToken cancellation) => ClusterApi.InsistAsync(
        async () =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var second = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var resources = new JsonObject { ["cpu"] = "64", ["memory"] = "256Gi", ["pods"] = "5000" };
            await api.MergeAsync($"/api/v1/nodes/{name}/status", new JsonObject
            {
                ["status"] = new JsonObject
                {
                    ["addresses"] = new JsonArray(new JsonObject { ["type"] = "InternalIP", ["address"] = "127.0.0.1" }),
                    ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = port } },
                    ["capacity"] = resources,
                    ["allocatable"] = resources.DeepClone(),
                    ["conditions"] = new JsonArray(new JsonObject
                    {
                        ["type"] = "Ready",
                        ["status"] = "True",
                        ["reason"] = "KubeletReady",
                        ["lastHeartbeatTime"] = second,
                    }),
                },
            }, cancellation);
            var renewed = now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
            await api.PatchAsync($"{Leases}/{name}", new JsonObject { ["spec"] = new JsonObject { ["renewTime"] = renewed } }, cancellation);
        },
        cancellation);

    public static async Task DeleteAsync(ClusterApi api, string name)
    {
        await api.DeleteAsync($"/api/v1/nodes/{name}", graceSeconds: null, CancellationToken.None);
        await api.DeleteAsync($"{Leases}/{name}", graceSeconds: null, CancellationToken.None);
    }
}
