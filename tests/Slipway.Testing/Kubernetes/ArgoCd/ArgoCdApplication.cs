using System.Net;
using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes.ArgoCd;

/// <summary>One Application under a simulated Argo CD: looks at it whenever it changes, and takes the next step.</summary>
internal sealed class ArgoCdApplication : IAsyncDisposable
{
    private readonly ArgoCdController _controller;
    private readonly ClusterApi _api;
    private readonly string _path;
    private readonly CancellationTokenSource _gone = new();
    private readonly SemaphoreSlim _woken = new(0);
    private readonly Task _work;
    private volatile bool _drifted;
    private long _began;
    private long? _deployed;

    public ArgoCdApplication(ArgoCdController controller, ClusterApi api, string path)
    {
        (_controller, _api, _path) = (controller, api, path);
        _work = WorkAsync();
    }

    public void Wake() => _woken.Release();

    public void Drift()
    {
        _drifted = true;
        Wake();
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _work;
        _gone.Dispose();
        _woken.Dispose();
    }

    private async Task WorkAsync()
    {
        var next = Timeout.InfiniteTimeSpan;
        try
        {
            while (true)
            {
                await _woken.WaitAsync(next, _gone.Token);
                next = Timeout.InfiniteTimeSpan;
                await ClusterApi.InsistAsync(async () => next = await StepAsync(), _gone.Token);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
    }

    /// <summary>How long until there is something to do even if nothing changes.</summary>
    private async Task<TimeSpan> StepAsync()
    {
        if (await _api.GetAsync(_path, _gone.Token) is not { } json)
            return Timeout.InfiniteTimeSpan;
        var application = new ArgoCdState(json);
        return application.Operation is null ? await CompareAsync(application) : await OperateAsync(application);
    }

    private async Task<TimeSpan> OperateAsync(ArgoCdState application)
    {
        if (!application.IsOperating)
        {
            _began = TimeProvider.System.GetTimestamp();
            await PatchAsync(application.Begin());
            return TimeSpan.Zero;
        }

        if (application.Phase == "Terminating")
        {
            await PatchAsync(application.End("Failed", "Operation terminated", ArgoCdController.Commit(application.WantedRevision)));
            return TimeSpan.Zero;
        }

        var commit = ArgoCdController.Commit(application.WantedRevision);
        var behaviour = _controller.Behaviour(commit);
        if (behaviour.Fate == SyncFate.Running)
            return Timeout.InfiniteTimeSpan;
        var left = behaviour.Takes - TimeProvider.System.GetElapsedTime(_began);
        if (left > TimeSpan.Zero)
            return left;

        switch (behaviour.Fate)
        {
            case SyncFate.Failed:
                await PatchAsync(application.End("Failed", "one or more objects failed to apply, reason: admission webhook denied the request", commit));
                break;
            case SyncFate.Error:
                await PatchAsync(application.End("Error", $"ComparisonError: failed to generate manifests of {commit}", commit));
                break;
            default:
                await _controller.Apply(application.Json, commit);
                // What was different is applied now, unless this was only to see what would be.
                if (!application.IsDryRun)
                    (_drifted, _deployed) = (false, TimeProvider.System.GetTimestamp());
                await PatchAsync(application.End("Succeeded", "successfully synced (all tasks run)", commit));
                break;
        }

        return TimeSpan.Zero;
    }

    private async Task<TimeSpan> CompareAsync(ArgoCdState application)
    {
        var wanted = ArgoCdController.Commit(application.TargetRevision);
        var deployed = application.DeployedCommit;
        var synced = wanted == deployed && !_drifted;
        var (health, left) = Health(deployed);
        if (application.Compared(synced, wanted, health) is { } changed)
            await PatchAsync(changed);
        if (!synced && application.MaySync(wanted))
            await PatchAsync(application.SyncByItself(wanted));
        return left;
    }

    private (string Health, TimeSpan Left) Health(string? deployed)
    {
        if (deployed is null)
            return ("Missing", Timeout.InfiniteTimeSpan);
        var behaviour = _controller.Behaviour(deployed);
        if (behaviour.Fate == SyncFate.Progressing)
            return ("Progressing", Timeout.InfiniteTimeSpan);
        var left = _deployed is { } at ? behaviour.SettlesAfter - TimeProvider.System.GetElapsedTime(at) : TimeSpan.Zero;
        return left > TimeSpan.Zero
            ? ("Progressing", left)
            : (behaviour.Fate == SyncFate.Degraded ? "Degraded" : "Healthy", Timeout.InfiniteTimeSpan);
    }

    private async Task PatchAsync(JsonObject patch)
    {
        try
        {
            await _api.PatchAsync(_path, patch, _gone.Token);
        }
        catch (HttpRequestException other) when (other.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // It is gone, or changed since it was read: the watch tells, and all is looked at again.
        }
    }
}
