namespace Slipway.Core.Ports;

/// <summary>
/// Keeps the newest snapshot of each stream, so that a long stream is read from there on.
/// Written apart from the events: who reads one checks it against them.
/// </summary>
public interface ISnapshots
{
    /// <summary>Those that there are, in no order. At most <see cref="MaxStreams"/> streams.</summary>
    Task<IReadOnlyList<Snapshot>> ReadSnapshotsAsync(IReadOnlyList<string> streams, CancellationToken cancellation);

    /// <summary>Replaces what is there, also where that is of a later version: it may be one that nobody trusts.</summary>
    Task WriteSnapshotAsync(Snapshot snapshot, CancellationToken cancellation);

    /// <summary>Streams that one call may name.</summary>
    const int MaxStreams = 1_000;
}
