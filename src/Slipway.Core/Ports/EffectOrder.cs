namespace Slipway.Core.Ports;

/// <summary>
/// Who asks for an effect. An adapter is idempotent by <see cref="Key"/>, and refuses a <see cref="Fence"/>
/// lower than one it has seen for the same environment: its sender has lost the rollout to another.
/// </summary>
/// <param name="Key">The same when the effect is retried.</param>
/// <param name="Fence">The fencing token of the sender's lease.</param>
public sealed record EffectOrder(string Key, long Fence);
