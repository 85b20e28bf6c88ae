using Slipway.Kubernetes.Client.Http;
using Slipway.Kubernetes.Client.Watching;

namespace Slipway.Kubernetes.Client;

/// <summary>
/// The objects of a kind as the server last said, kept by one list and one watch however many read it. It begins with the first
/// reader, follows the server through restarts, and lets go of its memory when nobody has used it for long. Objects in it lack
/// <c>metadata.managedFields</c>. Made by <see cref="Clusters"/>, which shares it.
/// </summary>
public sealed class WatchCache : IAsyncDisposable
{
    private readonly KubeClient _client;
    private readonly string? _labelSelector;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly KeptObjects _objects;
    private TaskCompletionSource _pulse = NewPulse();
    private Task? _run;
    private Watch? _watch;
    private KubeException? _fault;
    private KubeException? _mistake;
    private bool _filled;
    private long _usedAt;

    /// <param name="ns">Null for all namespaces.</param>
    /// <param name="labelSelector">As in <see cref="ListOptions.LabelSelector"/>; null for all.</param>
    /// <exception cref="FormatException">The selector is none.</exception>
    public WatchCache(KubeClient client, ResourceKind kind, string? ns, string? labelSelector = null)
    {
        (_client, Kind, Namespace, _labelSelector) = (client, kind, ns, labelSelector);
        _objects = new KeptObjects(ns, LabelSelector.Parse(labelSelector ?? ""));
    }

    /// <summary>
    /// Each change once it is in the cache; after a gap the differences to what was there before. Listeners are called one after the
    /// other and hold the cache up: they only note what happened. They share the object: it is read there and neither changed nor kept.
    /// </summary>
    public event Action<WatchEvent>? Changed;

    /// <summary>What is kept.</summary>
    public ResourceKind Kind { get; }

    /// <summary>Null for all namespaces.</summary>
    public string? Namespace { get; }

    /// <summary>Why the server cannot be heard at the moment, or with what a listener failed at the last change; null when all is well.</summary>
    public KubeException? Fault => _watch is { IsOpen: true } ? _mistake : _watch?.Fault ?? _fault ?? _mistake;

    /// <summary>How many objects are kept, and the bytes that they take.</summary>
    public (int Objects, long Bytes) Size
    {
        get
        {
            lock (_gate)
                return (_objects.Count, _objects.Bytes);
        }
    }

    private KubeOptions Options => _client.Connection.Options;

    private TimeProvider Time => _client.Connection.Time;

    /// <summary>One object, the caller's own; null when there is none of this name.</summary>
    /// <param name="ns">Null for the namespace of the cache, and for kinds of the whole cluster.</param>
    /// <exception cref="KubeException">The server has not been heard for <see cref="KubeOptions.StaleAfter"/>, or cannot be listed.</exception>
    public async Task<KubeObject?> GetAsync(string? ns, string name, CancellationToken cancellation = default)
    {
        await UntilAsync(() => true, "fill", cancellation);
        return Peek(ns, name);
    }

    /// <summary>Those that match, each the caller's own.</summary>
    /// <param name="labels">Null for all.</param>
    /// <param name="ns">Null for all of the cache.</param>
    /// <exception cref="KubeException">The server has not been heard for <see cref="KubeOptions.StaleAfter"/>, or cannot be listed.</exception>
    public async Task<IReadOnlyList<KubeObject>> ListAsync(LabelSelector? labels = null, string? ns = null, CancellationToken cancellation = default)
    {
        await UntilAsync(() => true, "fill", cancellation);
        IReadOnlyList<CachedObject> found;
        lock (_gate)
            found = _objects.Where(labels, ns);
        return [.. found.Select(item => item.Read())];
    }

    /// <summary>Waits until the cache is at least as new as a write of this kind, so that it shows that write or what came after it.</summary>
    /// <param name="resourceVersion">That of what the write returned, of an object that the cache selects; of others it hears a minute later.</param>
    /// <exception cref="KubeException">It has not got there within <see cref="KubeOptions.Timeout"/>.</exception>
    public Task SeenAsync(string resourceVersion, CancellationToken cancellation = default)
    {
        var version = CachedObject.VersionOf(resourceVersion);
        return UntilAsync(() => _objects.Version >= version, $"see version {resourceVersion}", cancellation);
    }

    /// <summary>Waits until an object is as wanted, without asking the server.</summary>
    /// <param name="wanted">Is given null when there is no object of this name.</param>
    /// <returns>The object as it then is.</returns>
    /// <exception cref="KubeException">The server has not been heard for <see cref="KubeOptions.StaleAfter"/>.</exception>
    public async Task<KubeObject?> UntilAsync(string? ns, string name, Func<KubeObject?, bool> wanted, CancellationToken cancellation)
    {
        while (true)
        {
            Task pulse;
            lock (_gate)
                pulse = _pulse.Task;
            var found = await GetAsync(ns, name, cancellation);
            if (wanted(found))
                return found;
            try
            {
                await pulse.WaitAsync(Options.StaleAfter, Time, cancellation);
            }
            catch (TimeoutException)
            {
                // Nothing has happened; the next look says whether that is because nobody is heard.
            }
        }
    }

    /// <summary>Takes what a write returned, so that the next read shows it before the watch brings it. An older one changes nothing.</summary>
    public void Learn(KubeObject written)
    {
        lock (_gate)
        {
            if (_filled && _objects.Learn(written))
                Pulse();
        }
    }

    /// <summary>Ends the watch.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Task? run;
        lock (_gate)
            run = _run;
        if (run is not null)
            await run;
        _end.Dispose();
    }

    private static TaskCompletionSource NewPulse() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private KubeObject? Peek(string? ns, string name)
    {
        CachedObject? found;
        lock (_gate)
            found = _objects.Find(Kind.IsNamespaced ? ns ?? Namespace ?? _client.Access.Namespace : "", name);
        return found?.Read();
    }

    /// <summary>Waits for the first list, and then for a condition that holds under the gate.</summary>
    private async Task UntilAsync(Func<bool> condition, string what, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Options.Timeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            while (true)
            {
                Task pulse;
                lock (_gate)
                {
                    ObjectDisposedException.ThrowIf(_end.IsCancellationRequested, this);
                    _usedAt = Time.GetTimestamp();
                    if (_run is not { IsCompleted: false })
                        _run = Task.Run(RunAsync, CancellationToken.None);
                    if (_filled && _watch is { IsOpen: false } watch && Time.GetElapsedTime(watch.ClosedAt) is var silence && silence > Options.StaleAfter)
                        throw Unheard($"the server has not been heard for {silence.TotalSeconds:0} s");
                    if (_filled && condition())
                        return;
                    if (!_filled && _fault is { Status: 401 or 403 or 404 } or { Reason: KubeReasons.Untrusted or KubeReasons.Credentials })
                        throw Unheard("it could not be filled");
                    pulse = _pulse.Task;
                }

                await pulse.WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Unheard($"it did not {what} within {Options.Timeout.TotalSeconds:0.#} s");
        }
    }

    private KubeException Unheard(string what) =>
        new(Fault?.Status ?? 0, Fault?.Reason ?? KubeReasons.Timeout,
            $"the cache of {Kind}{(Namespace is null ? "" : $" in namespace '{Namespace}'")} ({_client.Access.Name}) cannot be read: {what}{(Fault is { } fault ? $": {fault.Message}" : "")}", inner: Fault);

    private async Task RunAsync()
    {
        try
        {
            for (var failures = 0; ; failures++)
            {
                if (failures > 0)
                    await Task.Delay(Backoff.Delay(failures, ApiConnection.Chance()), Time, _end.Token);
                try
                {
                    var list = await _client.ListAsync(Kind, Namespace, new ListOptions { LabelSelector = _labelSelector }, _end.Token);
                    Replace(list);
                    _watch = new Watch(_client.Connection, Kind, Namespace, new WatchOptions { LabelSelector = _labelSelector });
                    await foreach (var change in _watch.FollowAsync(list.ResourceVersion, _end.Token))
                    {
                        failures = 0;
                        Take(change);
                        if (LetGo())
                            return;
                    }
                }
                catch (KubeException e)
                {
                    // 410 and all else: the whole list again, after longer each time as long as it does not help.
                    Options.Instruments?.Restarted(Kind);
                    lock (_gate)
                    {
                        _fault = e;
                        Pulse();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The cache has ended, and so has the wait of all who still read.
            lock (_gate)
                Pulse();
        }
    }

    private void Replace(KubeList list)
    {
        IReadOnlyList<WatchEvent> changes;
        lock (_gate)
        {
            changes = _objects.Replace(list);
            (_filled, _fault) = (true, null);
            Pulse();
        }

        foreach (var change in changes)
            Tell(change);
    }

    private void Take(WatchEvent change)
    {
        lock (_gate)
        {
            _objects.Take(change);
            Pulse();
        }

        if (change.Type != WatchEventType.Bookmark)
            Tell(change);
    }

    /// <summary>A listener's mistake must not silence the cache for all others.</summary>
    private void Tell(WatchEvent change)
    {
        KubeException? mistake = null;
        foreach (var listener in Changed?.GetInvocationList() ?? [])
        {
            try
            {
                ((Action<WatchEvent>)listener)(change);
            }
            catch (Exception e)
            {
                mistake = new KubeException(0, KubeReasons.BadAnswer, $"a listener of the cache of {Kind} failed: {e.Message}", inner: e);
            }
        }

        _mistake = mistake;
    }

    /// <summary>Ends the watch of a cache that nobody uses, and forgets all; the next reader begins anew.</summary>
    private bool LetGo()
    {
        lock (_gate)
        {
            if (Changed is not null || Time.GetElapsedTime(_usedAt) < Options.UnusedAfter)
                return false;
            _objects.Clear();
            (_filled, _watch, _run) = (false, null, null);
            Pulse();
            return true;
        }
    }

    /// <summary>Wakes all who wait; under the gate.</summary>
    private void Pulse()
    {
        _pulse.TrySetResult();
        _pulse = NewPulse();
    }
}
