namespace Slipway.Core.Rollouts.Events;

/// <summary>A newer rollout needs the side that was kept warm and takes over clearing it.</summary>
public sealed record KeepWarmEnded(string By) : RolloutEvent;
