using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Storage.Sealing;

/// <summary>A line of a sealed file: exactly one of its kinds. Headers come first, checkpoints before the events that they cover, the seal last.</summary>
public sealed record SealedLine
{
    /// <summary>What the file is: a part of the record.</summary>
    public ExportHeader? Export { get; init; }

    /// <summary>What the file is: one rollout with all that belongs to it.</summary>
    public EvidenceHeader? Evidence { get; init; }

    public SignedCheckpoint? Checkpoint { get; init; }

    public StoredEvent? Event { get; init; }

    /// <summary>With an event of evidence: the siblings up to the root of a checkpoint's tree, see <see cref="EventTree"/>.</summary>
    public IReadOnlyList<Digest>? Path { get; init; }

    /// <summary>A measurement that the rollout was judged by.</summary>
    public SealedSample? Sample { get; init; }

    public Seal? Seal { get; init; }
}
