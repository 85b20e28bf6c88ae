using Slipway.Core.Ports;

namespace Slipway.Core.Simulation;

public sealed partial class InMemoryStore
{
    private readonly Dictionary<string, Snapshot> _snapshots = [];

    public Task<IReadOnlyList<Snapshot>> ReadSnapshotsAsync(IReadOnlyList<string> streams, CancellationToken cancellation) =>
        At<IReadOnlyList<Snapshot>>(() => [.. streams.Distinct().Select(stream => _snapshots.GetValueOrDefault(stream)).OfType<Snapshot>()], cancellation);

    public Task WriteSnapshotAsync(Snapshot snapshot, CancellationToken cancellation) =>
        At(() =>
        {
            _snapshots[snapshot.Stream] = snapshot;
            return true;
        }, cancellation);
}
