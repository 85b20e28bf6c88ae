namespace Slipway.Core.Ports;

/// <summary>The right to drive one rollout.</summary>
/// <param name="Fence">Rises with each claim in the store, of this rollout or another: whoever carries a lower one came before.</param>
public sealed record Lease(string RolloutId, string Owner, long Fence);
