namespace Slipway.Core.Ports;

/// <summary>
/// Who asks for an effect. An adapter is idempotent by <see cref="Key"/>, and refuses an order that <see cref="IsOlderThan"/> one that it
/// has taken for the same environment: its sender has lost the rollout to another, or it was overtaken on its way.
/// </summary>
/// <param name="Key">The same when the effect is retried.</param>
/// <param name="Fence">The fencing token of the sender's lease.</param>
/// <param name="Turn">Rises with each order under one lease: the number of the event that announced it. From 1; 0 where orders cannot overtake each other.</param>
public sealed record EffectOrder(string Key, long Fence, int Turn = 0)
{
    public bool IsOlderThan(long fence, int turn) => Fence < fence || (Fence == fence && Turn < turn);
}
