using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes;

/// <summary>
/// A simulated node for one namespace: it takes the pods that wait there, and writes what a kubelet would write about them while
/// they start, run, fail and end, as a test wants it. All that looks at pods sees no difference: Deployments roll, Services get
/// endpoints. It reacts by watch.
/// </summary>
/// <remarks>
/// A pod's address is <c>10.b.c.d</c>, since Kubernetes takes no loopback address for an endpoint. Where pods serve HTTP, the same
/// pod listens at <c>127.b.c.d</c>, on the ports of its containers; <see cref="ServiceClient"/> goes there.
/// </remarks>
public sealed class Kubelet : IAsyncDisposable
{
    private const int NameCharacters = 8;
    private const int AgainMilliseconds = 20;
    private const int RenewSeconds = 10;
    private const int AddressAttempts = 20;

    private readonly ClusterApi _api;
    private readonly PodEvents _events;
    private readonly KubeletLogs _logs;
    private readonly string _namespace;
    private readonly bool _serves;
    private readonly ConcurrentDictionary<string, PodLife> _lives = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PodBehaviour> _behaviours = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> _bindings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> _ends = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<SimulatedPod, PodBehaviour> _policy;
    private Task _work = Task.CompletedTask;

    private Kubelet(ClusterApi api, string name, string node, bool serves, Func<SimulatedPod, PodBehaviour>? policy)
    {
        (_api, _namespace, NodeName, _serves) = (api, name, node, serves);
        _events = new PodEvents(api, node);
        _logs = new KubeletLogs((pod, previous) => _lives.Values.FirstOrDefault(life => life.Pod.Name == pod)?.Output(previous));
        _policy = policy ?? (pod => _behaviours.GetValueOrDefault(pod.Tag) ?? _behaviours.GetValueOrDefault(pod.Digest) ?? PodBehaviour.Ready);
    }

    public string NodeName { get; }

    /// <summary>The pods that it has now.</summary>
    public IReadOnlyList<SimulatedPod> Pods => [.. _lives.Values.Select(life => life.Pod)];

    /// <summary>Returns once its node is ready.</summary>
    /// <param name="policy">Decides for each pod; null: by <see cref="Behave"/>, and pods are ready at once otherwise.</param>
    /// <param name="serves">Whether pods answer HTTP on the ports of their containers.</param>
    public static async Task<Kubelet> StartAsync(
        Cluster cluster, string name, CancellationToken cancellation, Func<SimulatedPod, PodBehaviour>? policy = null, bool serves = false)
    {
        var kubelet = new Kubelet(cluster.Api, name, $"node-{RandomNumberGenerator.GetHexString(NameCharacters, lowercase: true)}", serves, policy);
        await SimulatedNode.CreateAsync(kubelet._api, kubelet.NodeName, kubelet._logs.Port, cancellation);
        kubelet._work = Task.WhenAll(kubelet.WatchAsync(), kubelet.RenewAsync());
        return kubelet;
    }

    /// <summary>From now on pods of this image behave so: those that run, too.</summary>
    /// <param name="version">The image's tag, or its digest.</param>
    public void Behave(string version, PodBehaviour behaviour)
    {
        _behaviours[version] = behaviour;
        Reconsider();
    }

    /// <summary>The policy says something else now: every pod asks it again.</summary>
    public void Reconsider()
    {
        foreach (var life in _lives.Values)
            life.Change();
    }

    /// <summary>Requests that the pods of an image, which are there now, have answered.</summary>
    public long Requests(string tag) => _lives.Values.Where(life => life.Pod.Tag == tag).Sum(life => life.Requests);

    /// <summary>The node goes; its pods stay as they are.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        await Task.WhenAll(_bindings.Values);
        foreach (var uid in _lives.Keys)
            Forget(uid);
        await Task.WhenAll(_ends.Values);
        try
        {
            await SimulatedNode.DeleteAsync(_api, NodeName);
        }
        catch (HttpRequestException away) when (ClusterApi.IsAway(away))
        {
            // The test has stopped the API server: the node goes with the cluster.
        }

        await _logs.DisposeAsync();
        _stop.Dispose();
    }

    // A watch ends when the server wants it to, or goes away: then all is read again.
    private async Task WatchAsync()
    {
        var pods = $"/api/v1/namespaces/{_namespace}/pods";
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var list = await _api.GetAsync(pods, _stop.Token);
                var here = list!["items"]!.AsArray().Select(item => item!.AsObject()).ToList();
                foreach (var gone in _lives.Keys.Except(here.Select(Uid)))
                    Forget(gone);
                foreach (var pod in here)
                    See(pod);
                await foreach (var (type, pod) in _api.WatchAsync(pods, (string)list["metadata"]!["resourceVersion"]!, _stop.Token))
                {
                    if (type == "DELETED")
                        Forget(Uid(pod));
                    else
                        See(pod);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (HttpRequestException away) when (ClusterApi.IsAway(away) || away.StatusCode == HttpStatusCode.Gone)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(AgainMilliseconds), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private void See(JsonObject json)
    {
        var uid = Uid(json);
        var (node, dying) = ((string?)json["spec"]!["nodeName"], json["metadata"]!["deletionTimestamp"] is not null);
        if (node is null && !dying)
            _ = _bindings.GetOrAdd(uid, static (_, bind) => bind(), () => BindAsync((string)json["metadata"]!["name"]!));
        if (node != NodeName)
            return;
        if (!_lives.TryGetValue(uid, out var life) && !IsOver(json))
            _lives[uid] = life = Begin(new SimulatedPod(json));
        if (dying)
            life?.Terminate(TimeSpan.FromSeconds((int?)json["metadata"]!["deletionGracePeriodSeconds"] ?? 0));
    }

    private void Forget(string uid)
    {
        _bindings.TryRemove(uid, out _);
        if (_lives.TryRemove(uid, out var life))
            _ends[uid] = life.DisposeAsync().AsTask();
    }

    private PodLife Begin(SimulatedPod pod)
    {
        for (var attempt = 1; ; attempt++)
        {
            var bytes = RandomNumberGenerator.GetBytes(3);
            var ports = _serves ? pod.Ports.ToList() : [];
            try
            {
                return new PodLife(
                    _api, pod, _events, new IPAddress([10, .. bytes]),
                    ports.Count == 0 ? null : behaviour => PodServer.Start(new IPAddress([127, .. bytes]), ports, pod.Tag.Length > 0 ? pod.Tag : pod.Digest, pod.Name, behaviour),
                    _policy);
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < AddressAttempts)
            {
                // Another pod, of whichever test, has that address.
            }
        }
    }

    private async Task BindAsync(string pod)
    {
        var binding = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Binding",
            ["metadata"] = new JsonObject { ["name"] = pod },
            ["target"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = NodeName },
        };
        try
        {
            await ClusterApi.InsistAsync(() => _api.PostAsync($"/api/v1/namespaces/{_namespace}/pods/{pod}/binding", binding, _stop.Token), _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (HttpRequestException gone) when (gone.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // Deleted in the meantime, or bound by a call whose answer was lost.
        }
    }

    private async Task RenewAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await SimulatedNode.RenewAsync(_api, NodeName, _logs.Port, _stop.Token);
                await Task.Delay(TimeSpan.FromSeconds(RenewSeconds), TimeProvider.System, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
            }
        }
    }

    private static string Uid(JsonObject pod) => (string)pod["metadata"]!["uid"]!;

    private static bool IsOver(JsonObject pod) => (string?)pod["status"]?["phase"] is "Succeeded" or "Failed";
}
