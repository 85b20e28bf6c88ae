using System.Net;
using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes;

/// <summary>One pod on a simulated node, from its binding until it is gone.</summary>
internal sealed class PodLife : IAsyncDisposable
{
    private const int MaxBackOffSeconds = 5;
    private const int WriteAttempts = 10;

    private readonly ClusterApi _api;
    private readonly PodEvents _events;
    private readonly PodServer? _server;
    private readonly PodStatus _status;
    private readonly Func<SimulatedPod, PodBehaviour> _policy;
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _lived;
    private readonly TaskCompletionSource<TimeSpan> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile PodBehaviour? _running;
    private int _restarts;

    /// <param name="address">What its status says; null: none.</param>
    /// <param name="serve">Starts what it serves, told how to behave; null: it serves nothing.</param>
    public PodLife(
        ClusterApi api, SimulatedPod pod, PodEvents events, IPAddress? address, Func<Func<PodBehaviour?>, PodServer>? serve,
        Func<SimulatedPod, PodBehaviour> policy)
    {
        (_api, Pod, _events, _policy) = (api, pod, events, policy);
        _status = new PodStatus(pod, address?.ToString());
        _server = serve?.Invoke(() => _running);
        _lived = LiveAsync();
    }

    public SimulatedPod Pod { get; }

    /// <summary>Requests that it answered.</summary>
    public long Requests => _server?.Requests ?? 0;

    /// <summary>What its container printed, or the one before it; null: there was none.</summary>
    public string? Output(bool previous)
    {
        var behaviour = _policy(Pod);
        var began = behaviour.Fate != PodFate.ImagePullBackOff;
        return began && (!previous || behaviour.Fate == PodFate.CrashLoop) ? behaviour.Output : null;
    }

    /// <summary>The policy says something else now.</summary>
    public void Change() => Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <summary>It is being deleted; only the first call counts.</summary>
    public void Terminate(TimeSpan grace) => _told.TrySetResult(grace);

    /// <summary>It was deleted, by us or by force, or its node is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _lived;
        _gone.Dispose();
    }

    private async Task LiveAsync()
    {
        try
        {
            await PlayAsync();
            await TerminateAsync(await _told.Task);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
        catch (HttpRequestException none) when (none.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // Deleted by force, its name perhaps another's by now.
        }
        finally
        {
            if (_server is not null)
                await _server.DisposeAsync();
        }
    }

    // A part of a life is played again from its beginning when the policy changes, until the pod is told to end.
    private async Task PlayAsync()
    {
        while (!_told.Task.IsCompleted)
        {
            using var part = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
            var changed = _changed.Task;
            var played = PlayAsync(_policy(Pod), part.Token);
            if (await Task.WhenAny(played, changed, _told.Task) != played)
                await part.CancelAsync();
            try
            {
                await played;
                // What has reached its fate stays so, until something happens to it.
                await Task.WhenAny(changed, _told.Task).WaitAsync(_gone.Token);
            }
            catch (OperationCanceledException) when (!_gone.IsCancellationRequested)
            {
            }
        }
    }

    private async Task PlayAsync(PodBehaviour behaviour, CancellationToken cancellation)
    {
        if (behaviour.After > TimeSpan.Zero && _running is null)
        {
            await WriteAsync(_status.Creating(), cancellation);
            await DelayAsync(behaviour.After, cancellation);
        }

        var fate = behaviour.Fate == PodFate.Ready && !Pod.RunsForEver ? PodFate.Succeeded : behaviour.Fate;
        _running = fate is PodFate.Ready or PodFate.NeverReady ? behaviour : null;
        switch (fate)
        {
            case PodFate.Ready:
                await WriteAsync(_status.Running(ready: true, _restarts), cancellation);
                if (behaviour.ReadyFor is { } time)
                {
                    await DelayAsync(time, cancellation);
                    await WriteAsync(_status.Running(ready: false, _restarts), cancellation);
                }

                break;
            case PodFate.NeverReady:
                await WriteAsync(_status.Running(ready: false, _restarts), cancellation);
                await _events.WarnAsync(Pod, "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", cancellation);
                break;
            case PodFate.CrashLoop:
                await CrashAsync(behaviour, cancellation);
                break;
            case PodFate.ImagePullBackOff:
                await FailToPullAsync(cancellation);
                break;
            default:
                await WriteAsync(_status.Ended(fate == PodFate.Succeeded ? 0 : behaviour.ExitCode), cancellation);
                break;
        }
    }

    private async Task CrashAsync(PodBehaviour behaviour, CancellationToken cancellation)
    {
        var wait = behaviour.FirstBackOff;
        for (var longest = TimeSpan.FromSeconds(MaxBackOffSeconds); ; wait = wait * 2 < longest ? wait * 2 : longest)
        {
            await WriteAsync(_status.Running(ready: false, _restarts), cancellation);
            var message = $"back-off {wait.TotalSeconds:0.#}s restarting failed container={(string)Pod.Containers[0]!["name"]!} pod={Pod.Name}_{Pod.Namespace}({Pod.Uid})";
            await WriteAsync(_status.BackingOff(behaviour.ExitCode, _restarts, message), cancellation);
            await _events.WarnAsync(Pod, "BackOff", "Back-off restarting failed container", cancellation);
            await DelayAsync(wait, cancellation);
            _restarts++;
        }
    }

    private async Task FailToPullAsync(CancellationToken cancellation)
    {
        var message = $"rpc error: code = NotFound desc = failed to pull and unpack image \"{Pod.Image}\": not found";
        await WriteAsync(_status.CannotPull("ErrImagePull", message), cancellation);
        await _events.WarnAsync(Pod, "Failed", $"Failed to pull image \"{Pod.Image}\": {message}", cancellation);
        await WriteAsync(_status.CannotPull("ImagePullBackOff", $"Back-off pulling image \"{Pod.Image}\""), cancellation);
    }

    private async Task TerminateAsync(TimeSpan grace)
    {
        var wanted = _policy(Pod).StopsAfter ?? Pod.PreStop;
        await DelayAsync(wanted < grace ? wanted : grace, _gone.Token);
        if (_server is not null)
            await _server.StopAsync();
        await ClusterApi.InsistAsync(() => _api.DeleteAsync(Pod.Path, graceSeconds: 0, _gone.Token, Pod.Uid), _gone.Token);
    }

    private Task WriteAsync(JsonObject status, CancellationToken cancellation) => ClusterApi.InsistAsync(
        async () =>
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await _api.MergeAsync($"{Pod.Path}/status", status, cancellation);
                    return;
                }
                catch (HttpRequestException conflict) when (conflict.StatusCode == HttpStatusCode.Conflict && attempt < WriteAttempts)
                {
                    // Somebody wrote at the same moment; or the name is another pod's by now, and this one is gone.
                    if ((string?)(await _api.GetAsync(Pod.Path, cancellation))?["metadata"]!["uid"] != Pod.Uid)
                        throw;
                }
            }
        },
        cancellation);

    private static Task DelayAsync(TimeSpan time, CancellationToken cancellation) => Task.Delay(time, TimeProvider.System, cancellation);
}
