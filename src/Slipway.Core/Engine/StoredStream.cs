using Slipway.Core.Ports;

namespace Slipway.Core.Engine;

/// <summary>What the store has of a stream, read but not yet understood.</summary>
/// <param name="Snapshot">Null when there is none.</param>
/// <param name="Events">From the snapshot's own event on, or all.</param>
public sealed record StoredStream(string Name, Snapshot? Snapshot, IReadOnlyList<StoredEvent> Events);
