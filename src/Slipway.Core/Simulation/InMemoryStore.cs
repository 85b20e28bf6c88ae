using Slipway.Core.Analysis;
using Slipway.Core.Audit;
using Slipway.Core.Ports;

namespace Slipway.Core.Simulation;

/// <summary>
/// A store that forgets when the process ends, with the same promises as the durable ones.
/// Everything but a wait completes at once, so that a simulated run does the same at every repetition.
/// </summary>
/// <param name="time">The clock of leases and of a wait's timeout.</param>
public sealed partial class InMemoryStore(TimeProvider time) : IEventStore, ILeases, IEvidence, IOutbox, IDeliveries, ISnapshots, IReadModels, IRetention, ITrafficHistory
{
    private readonly Lock _gate = new();
    private readonly List<StoredEvent> _events = [];
    private readonly Dictionary<string, List<StoredEvent>> _streams = [];
    private readonly Dictionary<string, RolloutRow> _rollouts = [];
    private readonly Dictionary<string, EnrolledServer> _servers = [];
    private readonly Dictionary<string, HeldLease> _leases = [];
    private readonly Dictionary<string, List<TrafficSample>> _samples = [];
    private readonly List<PendingMessage> _outbox = [];
    private readonly HashSet<string> _outboxKeys = [];
    private readonly HashSet<long> _delivered = [];
    private readonly List<TaskCompletionSource> _waiters = [];
    private long _fence;
    private long _messages;
    private string? _folder;

    public Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation) =>
        At(() =>
        {
            var stored = (_events is [.., var end] ? ChainHead.After(end) : ChainHead.Genesis).Extend(append);
            RefuseStale(append.Lease);
            foreach (var stream in append.Streams)
            {
                if ((_streams.GetValueOrDefault(stream.Stream) is [.., var last] ? last.Version : 0) != stream.ExpectedVersion)
                    throw new StreamConflictException(stream.Stream, stream.ExpectedVersion);
            }

            Store(append, stored);
            _waiters.ForEach(waiter => waiter.TrySetResult());
            return stored;
        }, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation) =>
        At<IReadOnlyList<StoredEvent>>(() => [.. _streams.GetValueOrDefault(stream, []).SkipWhile(e => e.Version <= afterVersion)], cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation) =>
        At<IReadOnlyList<StoredEvent>>(() => [.. _events.Skip((int)(afterPosition - Removed)).Take(limit)], cancellation);

    public Task<long> HeadAsync(CancellationToken cancellation) => At(() => Removed + _events.Count, cancellation);

    public async Task WaitForEventsAsync(long afterPosition, TimeSpan timeout, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();

        // Continuations run later, not inside the append that ends the wait: on the scheduler that the waiter came from.
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (Removed + _events.Count > afterPosition)
                return;
            _waiters.Add(waiter);
        }

        try
        {
            using var timer = time.CreateTimer(_ => waiter.TrySetResult(), null, timeout, Timeout.InfiniteTimeSpan);
            using var cancelling = cancellation.Register(() => waiter.TrySetCanceled(cancellation));
            await waiter.Task;
        }
        finally
        {
            lock (_gate)
                _waiters.Remove(waiter);
        }
    }

    public Task<IReadOnlyList<RolloutRow>> ListRolloutsAsync(
        string? app, string? environment, bool liveOnly, int limit, CancellationToken cancellation) =>
        At<IReadOnlyList<RolloutRow>>(() =>
        [
            .. _rollouts.Values
                .Where(row => (app is null || row.App == app) && (environment is null || row.Environment == environment) && (row.Live || !liveOnly))
                .OrderByDescending(row => row.StartedAt).ThenByDescending(row => row.Id, StringComparer.Ordinal)
                .Take(limit),
        ], cancellation);

    public Task<RolloutRow?> FindRolloutAsync(string id, CancellationToken cancellation) =>
        At(() => _rollouts.GetValueOrDefault(id), cancellation);

    public Task<Standing> RenewAsync(ServerNote server, TimeSpan term, CancellationToken cancellation) =>
        At(() =>
        {
            _servers[server.Id] = new EnrolledServer(server, time.GetUtcNow() + term);
            return new Standing(_servers.Keys.Count(Lives), _rollouts.Values.Count(row => row.Live), Held(server.Id).Count());
        }, cancellation);

    public Task<IReadOnlyList<Lease>> ClaimAsync(string owner, int max, CancellationToken cancellation) =>
        At<IReadOnlyList<Lease>>(() =>
        [
            .. _rollouts.Values
                .Where(row => row.Live && !IsHeld(row.Id))
                .OrderBy(row => row.StartedAt).ThenBy(row => row.Id, StringComparer.Ordinal)
                .Take(max)
                .ToList()
                .Select(row => Hold(row.Id, owner)),
        ], cancellation);

    public Task<IReadOnlyList<Lease>> HeldAsync(string owner, CancellationToken cancellation) =>
        At<IReadOnlyList<Lease>>(() => [.. Held(owner)], cancellation);

    public Task ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellation) =>
        At(() =>
        {
            foreach (var lease in leases.Where(IsCurrent))
                _leases[lease.Name] = new HeldLease(null, lease.Fence);
            return true;
        }, cancellation);

    public Task<Lease?> TakeAsync(string name, string owner, CancellationToken cancellation) =>
        At(() => _leases.TryGetValue(name, out var held) && held.Owner == owner ? new Lease(name, owner, held.Fence)
            : !Lives(owner) || IsHeld(name) ? null
            : Hold(name, owner), cancellation);

    public Task<IReadOnlyList<ServerNote>> ServersAsync(CancellationToken cancellation) =>
        At<IReadOnlyList<ServerNote>>(() => [.. _servers.Keys.Where(Lives).Order(StringComparer.Ordinal).Select(id => _servers[id].Note)], cancellation);

    public Task<ServerNote?> HolderAsync(string name, CancellationToken cancellation) =>
        At(() => IsHeld(name) ? _servers[_leases[name].Owner!].Note : null, cancellation);

    public Task<string> FolderAsync(string mine, CancellationToken cancellation) => At(() => _folder ??= mine, cancellation);

    public Task LeaveAsync(string owner, CancellationToken cancellation) => At(() => _servers.Remove(owner), cancellation);

    /// <summary>What a durable store does when it is opened by a server that has it alone: no other server lives.</summary>
    public void EndServers()
    {
        lock (_gate)
            _servers.Clear();
    }

    public Task AppendAsync(IReadOnlyList<RolloutSamples> batch, CancellationToken cancellation) =>
        At(() =>
        {
            foreach (var one in batch)
            {
                if (!_samples.TryGetValue(one.RolloutId, out var series))
                    _samples[one.RolloutId] = series = [];
                series.AddRange(one.Samples);
            }

            return true;
        }, cancellation);

    public Task<IReadOnlyList<TrafficSample>> ReadAsync(string rolloutId, DateTimeOffset since, CancellationToken cancellation) =>
        At<IReadOnlyList<TrafficSample>>(() => [.. _samples.GetValueOrDefault(rolloutId, []).Where(sample => sample.At >= since).OrderBy(sample => sample.At)], cancellation);

    public Task<IReadOnlyList<PendingMessage>> ReadPendingAsync(int limit, CancellationToken cancellation) =>
        At<IReadOnlyList<PendingMessage>>(() => [.. _outbox.Where(pending => !_delivered.Contains(pending.Id)).Take(limit)], cancellation);

    public Task MarkDeliveredAsync(long id, DateTimeOffset at, CancellationToken cancellation) =>
        At(() => _delivered.Add(id), cancellation);

    private void Store(Append append, IReadOnlyList<StoredEvent> stored)
    {
        foreach (var one in stored)
        {
            _events.Add(one);
            if (!_streams.TryGetValue(one.Stream, out var stream))
                _streams[one.Stream] = stream = [];
            stream.Add(one);
        }

        foreach (var row in new[] { append.Row, append.ReplacedRow }.OfType<RolloutRow>())
            _rollouts[row.Id] = row;
        foreach (var message in append.Outbox.Where(message => _outboxKeys.Add(message.Key)))
            _outbox.Add(new PendingMessage(++_messages, message, append.Time));
    }

    private void RefuseStale(Lease? lease)
    {
        if (lease is not null && !IsCurrent(lease))
            throw new StaleFenceException($"The lease of {lease.Owner} on {lease.Name} (fence {lease.Fence}) has passed on: stop driving it");
    }

    private bool IsCurrent(Lease lease) =>
        _leases.TryGetValue(lease.Name, out var held) && held.Owner == lease.Owner && held.Fence == lease.Fence;

    private bool IsHeld(string name) => _leases.TryGetValue(name, out var held) && held.Owner is { } owner && Lives(owner);

    private bool Lives(string server) => _servers.TryGetValue(server, out var enrolled) && enrolled.Expires > time.GetUtcNow();

    private IEnumerable<Lease> Held(string owner) =>
        _leases
            .Where(held => held.Value.Owner == owner && _rollouts.TryGetValue(held.Key, out var row) && row.Live)
            .OrderBy(held => held.Key, StringComparer.Ordinal)
            .Select(held => new Lease(held.Key, owner, held.Value.Fence));

    private Lease Hold(string name, string owner)
    {
        _leases[name] = new HeldLease(owner, ++_fence);
        return new Lease(name, owner, _fence);
    }

    // A refusal arrives as a failed task, as from a store that does real work.
    private Task<T> At<T>(Func<T> work, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellation);
        try
        {
            lock (_gate)
                return Task.FromResult(work());
        }
        catch (Exception refusal) when (refusal is StreamConflictException or StaleFenceException or ArgumentException)
        {
            return Task.FromException<T>(refusal);
        }
    }
}
