namespace Slipway.Core.Ports;

/// <summary>The right to drive one rollout.</summary>
/// <param name="Fence">Rises with each claim of the rollout: what carries a lower one comes from an owner that was replaced.</param>
public sealed record Lease(string RolloutId, string Owner, long Fence);
