using Slipway.Core.Audit;
using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Values;

namespace Slipway.Storage.Sealing;

/// <summary>An export that is as it was written.</summary>
/// <param name="Head">The last event.</param>
/// <param name="Key">By which it is sealed.</param>
/// <param name="Checkpoints">That the same key signed over these events, and that they match.</param>
public sealed record ExportReport(ExportHeader Header, ChainHead Head, PublicKey Key, IReadOnlyList<SignedCheckpoint> Checkpoints);
