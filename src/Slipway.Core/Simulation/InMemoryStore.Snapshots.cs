using Slipway.Core.Ports;

namespace Slipway.Core.Simulation;

public sealed partial class InMemoryStore
{
    private readonly Dictionary<string, Snapshot> _snapshots = [];

    public Task<IReadOnlyList<Snapshot>> ReadSnapshotsAsync(IReadOnlyList<string> streams, CancellationToken cancellation) =>
        At<IReadOnlyList<Snapshot>>(() => [.. streams.Distinct().Select(stream => _snapshots.GetValueOrDefault(stream)).OfType<Snapshot>()], cancellation);

    public Task WriteSnapshotAsync(Snapshot snapshot, CancellationToken cancellation) => At(() => _snapshots[snapshot.Stream] = snapshot, cancellation);

    public Task<IReadOnlyList<string>> ListStreamsAsync(string after, int limit, CancellationToken cancellation) =>
        At<IReadOnlyList<string>>(
            () => [.. _streams.Keys.Where(stream => string.CompareOrdinal(stream, after) > 0).Order(StringComparer.Ordinal).Take(limit)], cancellation);

    public Task ReplaceAsync(string after, string? last, IReadOnlyList<RolloutRow> rows, IReadOnlyList<Snapshot> snapshots, CancellationToken cancellation) =>
        At(() =>
        {
            bool IsMeant(string stream) => string.CompareOrdinal(stream, after) > 0 && (last is null || string.CompareOrdinal(stream, last) <= 0);
            foreach (var stream in _rollouts.Keys.Concat(_snapshots.Keys).Where(IsMeant).ToList())
            {
                _rollouts.Remove(stream);
                _snapshots.Remove(stream);
            }

            foreach (var row in rows)
                _rollouts[row.Id] = row;
            foreach (var snapshot in snapshots)
                _snapshots[snapshot.Stream] = snapshot;
            return true;
        }, cancellation);
}
