using Slipway.Core.Ports;

namespace Slipway.Core.Tests.Engine;

/// <summary>One stream and a snapshot of it, to be read.</summary>
internal sealed class FixedStreams(IReadOnlyList<StoredEvent> events, params IReadOnlyList<Snapshot> snapshots) : IEventStore, ISnapshots
{
    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredEvent>>([.. events.Where(e => e.Stream == stream && e.Version > afterVersion)]);

    public Task<IReadOnlyList<Snapshot>> ReadSnapshotsAsync(IReadOnlyList<string> streams, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Snapshot>>([.. snapshots.Where(s => streams.Contains(s.Stream))]);

    public Task WriteSnapshotAsync(Snapshot snapshot, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<long> HeadAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task WaitForEventsAsync(long afterPosition, TimeSpan timeout, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<RolloutRow>> ListRolloutsAsync(string? app, string? environment, bool liveOnly, int limit, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<RolloutRow?> FindRolloutAsync(string id, CancellationToken cancellation) => throw new NotSupportedException();
}
