using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Storage;

namespace Slipway.Bench.Soak;

/// <summary>
/// A real store in virtual time: each call is waited for where it is made, as the simulated clock must not run on meanwhile.
/// An engine that lives through months asks for its leases many million times; that is answered from memory while no rollout has begun or ended.
/// </summary>
internal sealed class SteppedStore(SqlStore inner, TimeProvider time) : IEventStore, ILeases, IEvidence, ISnapshots
{
    private static readonly TimeSpan Term = TimeSpan.FromDays(1);

    private readonly HashSet<string> _live = [];
    private Standing? _standing;
    private IReadOnlyList<Lease>? _held;
    private bool _allClaimed;
    private DateTimeOffset _renewed;
    private long _head;
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Rollouts that have ended.</summary>
    public int Ended { get; private set; }

    public Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation)
    {
        var stored = Now(() => inner.AppendAsync(append, cancellation));
        foreach (var row in new[] { append.Row, append.ReplacedRow }.OfType<RolloutRow>())
        {
            if (row.Live ? !_live.Add(row.Id) : !_live.Remove(row.Id))
                continue;
            Ended += row.Live ? 0 : 1;
            Forget();
        }

        _head = stored.Result[^1].Position;
        var appended = _appended;
        _appended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        appended.SetResult();
        return stored;
    }

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation) =>
        Now(() => inner.ReadStreamAsync(stream, afterVersion, cancellation));

    public Task<IReadOnlyList<StoredEvent>> ReadStreamsAsync(IReadOnlyList<StreamTail> tails, CancellationToken cancellation) =>
        Now(() => inner.ReadStreamsAsync(tails, cancellation));

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation) =>
        Now(() => inner.ReadAllAsync(afterPosition, limit, cancellation));

    public Task<long> HeadAsync(CancellationToken cancellation) => Now(() => inner.HeadAsync(cancellation));

    public async Task WaitForEventsAsync(long afterPosition, TimeSpan timeout, CancellationToken cancellation)
    {
        if (_head > afterPosition)
            return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(_appended.Task, Task.Delay(timeout, time, stop.Token));

        // Not CancelAsync: that would leave the one thread.
        stop.Cancel();
        cancellation.ThrowIfCancellationRequested();
    }

    public Task<IReadOnlyList<RolloutRow>> ListRolloutsAsync(string? app, string? environment, bool liveOnly, int limit, CancellationToken cancellation) =>
        Now(() => inner.ListRolloutsAsync(app, environment, liveOnly, limit, cancellation));

    public Task<RolloutRow?> FindRolloutAsync(string id, CancellationToken cancellation) => Now(() => inner.FindRolloutAsync(id, cancellation));

    public Task<Standing> RenewAsync(ServerNote server, TimeSpan term, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_standing is { } known && now - _renewed < Term / 2)
            return Task.FromResult(known);
        _renewed = now;
        _standing = Now(() => inner.RenewAsync(server, Term, cancellation)).Result;
        return Task.FromResult(_standing);
    }

    public Task<IReadOnlyList<Lease>> ClaimAsync(string owner, int max, CancellationToken cancellation)
    {
        if (_allClaimed)
            return Task.FromResult<IReadOnlyList<Lease>>([]);
        var claimed = Now(() => inner.ClaimAsync(owner, max, cancellation)).Result;
        Forget();
        _allClaimed = claimed.Count == 0;
        return Task.FromResult(claimed);
    }

    public Task<IReadOnlyList<Lease>> HeldAsync(string owner, CancellationToken cancellation) =>
        Task.FromResult(_held ??= Now(() => inner.HeldAsync(owner, cancellation)).Result);

    public Task ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellation)
    {
        Forget();
        return Now(() => inner.ReleaseAsync(leases, cancellation));
    }

    public Task<Lease?> TakeAsync(string name, string owner, CancellationToken cancellation) => Now(() => inner.TakeAsync(name, owner, cancellation));

    public Task<IReadOnlyList<ServerNote>> ServersAsync(CancellationToken cancellation) => Now(() => inner.ServersAsync(cancellation));

    public Task<ServerNote?> HolderAsync(string name, CancellationToken cancellation) => Now(() => inner.HolderAsync(name, cancellation));

    public Task LeaveAsync(string owner, CancellationToken cancellation) => Now(() => inner.LeaveAsync(owner, cancellation));

    public Task AppendAsync(IReadOnlyList<RolloutSamples> batch, CancellationToken cancellation) => Now(() => inner.AppendAsync(batch, cancellation));

    public Task<IReadOnlyList<TrafficSample>> ReadAsync(string rolloutId, DateTimeOffset since, CancellationToken cancellation) =>
        Now(() => inner.ReadAsync(rolloutId, since, cancellation));

    public Task<IReadOnlyList<Snapshot>> ReadSnapshotsAsync(IReadOnlyList<string> streams, CancellationToken cancellation) =>
        Now(() => inner.ReadSnapshotsAsync(streams, cancellation));

    public Task WriteSnapshotAsync(Snapshot snapshot, CancellationToken cancellation) => Now(() => inner.WriteSnapshotAsync(snapshot, cancellation));

    private void Forget()
    {
        _standing = null;
        _held = null;
        _allClaimed = false;
    }

    /// <summary>The task has ended when it is returned. On a thread of the pool, whose continuations do not wait for the one that waits here.</summary>
    public static T Now<T>(Func<T> work)
        where T : Task
    {
        var task = Task.Run(() =>
        {
            var inner = work();
            ((IAsyncResult)inner).AsyncWaitHandle.WaitOne();
            return inner;
        });
        return task.GetAwaiter().GetResult();
    }
}
