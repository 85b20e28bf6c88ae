using Slipway.Core.Audit;
using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep;
using Slipway.Core.Values;

namespace Slipway.Storage.Sealing;

/// <summary>A checkpoint with the whole tree under it, to show that events are among those that it was signed over.</summary>
internal sealed class CheckpointProof
{
    private readonly EventPaths _paths;

    /// <param name="hashes">Of all events of the checkpoint's tree, as the store has them now.</param>
    /// <exception cref="ChainBrokenException">They are not those that were signed.</exception>
    public CheckpointProof(SignedCheckpoint checkpoint, IReadOnlyList<Digest> hashes)
    {
        (Checkpoint, _paths) = (checkpoint, new EventPaths(hashes));
        if (_paths.Root != checkpoint.Tree)
            throw new ChainBrokenException(new ChainFault(checkpoint.Position, ChainFaultKind.Altered, $"The events {checkpoint.After + 1} to {checkpoint.Position} are not those over which a checkpoint was signed at {checkpoint.Time:u}"));
    }

    public SignedCheckpoint Checkpoint { get; }

    public IReadOnlyList<Digest> PathOf(StoredEvent e) => _paths.Of((int)(e.Position - Checkpoint.After - 1));

    /// <summary>Whether an event is as it was written, and among those that a checkpoint was signed over.</summary>
    public static bool Holds(SignedCheckpoint checkpoint, StoredEvent e, IReadOnlyList<Digest> path) =>
        checkpoint.Covers(e.Position) && ChainHash.Of(e) == e.Hash
        && EventTree.RootOf(e.Hash, e.Position - checkpoint.After - 1, checkpoint.Events, path) == checkpoint.Tree;
}
