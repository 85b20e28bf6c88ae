using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes.Node;

/// <summary>
/// Takes away pods that were told to end and whose containers have ended. The kubelet does that itself, and the one of 1.20 often
/// only a minute later, when it has collected its garbage: nothing runs or answers there any more by then.
/// </summary>
internal sealed class EndedPods : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly ClusterApi _api;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public EndedPods(ClusterApi api)
    {
        _api = api;
        _work = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                foreach (var pod in (await _api.GetAsync("/api/v1/pods", _stop.Token))!["items"]!.AsArray().Where(pod => HasEnded(pod!)))
                {
                    var (ns, name, uid) = ((string)pod!["metadata"]!["namespace"]!, (string)pod["metadata"]!["name"]!, (string)pod["metadata"]!["uid"]!);
                    await _api.DeleteAsync($"/api/v1/namespaces/{ns}/pods/{name}", graceSeconds: 0, _stop.Token, uid);
                }

                await Task.Delay(LookEvery, TimeProvider.System, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (HttpRequestException)
            {
                // The kubelet was first, or the server is slow: the next look says.
                await Task.Delay(LookEvery, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private static bool HasEnded(JsonNode pod) =>
        pod["metadata"]!["deletionTimestamp"] is not null
        && pod["status"]?["containerStatuses"] is JsonArray { Count: > 0 } containers
        && containers.All(container => container!["state"]?["terminated"] is not null);
}
