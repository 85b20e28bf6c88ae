using Slipway.Core.Ports;

namespace Slipway.Core.Tests.Engine;

/// <summary>A keeper of snapshots whose disk is full.</summary>
internal sealed class NoSnapshots : ISnapshots
{
    public Task<IReadOnlyList<Snapshot>> ReadSnapshotsAsync(IReadOnlyList<string> streams, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Snapshot>>([]);

    public Task WriteSnapshotAsync(Snapshot snapshot, CancellationToken cancellation) => throw new PortUnavailableException("the disk is full");
}
