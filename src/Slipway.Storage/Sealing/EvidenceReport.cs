using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep.Rejudging;
using Slipway.Core.Values;

namespace Slipway.Storage.Sealing;

/// <summary>Evidence of which every byte is as it was sealed, and whose events are in the chain that was signed.</summary>
/// <param name="Key">By which it is sealed, and the checkpoints are signed.</param>
/// <param name="Checkpoints">That cover the events.</param>
/// <param name="Events">Of the rollout, in order.</param>
/// <param name="Surroundings">Of its environment meanwhile.</param>
/// <param name="Again">Judged again from the measurements in the file.</param>
public sealed record EvidenceReport(
    EvidenceHeader Header, PublicKey Key, IReadOnlyList<SignedCheckpoint> Checkpoints, IReadOnlyList<StoredEvent> Events,
    IReadOnlyList<StoredEvent> Surroundings, Rejudgement Again);
