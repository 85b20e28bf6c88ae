using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes;

/// <summary>Tells about pods as a kubelet does: by events beside them.</summary>
internal sealed class PodEvents(ClusterApi api, string node)
{
    /// <summary>What is lost is lost: a namespace that ends takes no events.</summary>
    public async Task WarnAsync(SimulatedPod pod, string reason, string message, CancellationToken cancellation)
    {
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var told = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["generateName"] = $"{pod.Name}." },
            ["involvedObject"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["namespace"] = pod.Namespace, ["name"] = pod.Name, ["uid"] = pod.Uid },
            ["type"] = "Warning",
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = new JsonObject { ["component"] = "kubelet", ["host"] = node },
            ["firstTimestamp"] = now,
            ["lastTimestamp"] = now,
            ["count"] = 1,
        };
        try
        {
            await api.PostAsync($"/api/v1/namespaces/{pod.Namespace}/events", told, cancellation);
        }
        catch (HttpRequestException lost) when (ClusterApi.IsAway(lost) || lost.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
        }
    }
}
