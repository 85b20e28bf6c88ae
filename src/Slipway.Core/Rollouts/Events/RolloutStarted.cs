namespace Slipway.Core.Rollouts.Events;

/// <summary>Its first step may begin.</summary>
public sealed record RolloutStarted : RolloutEvent;
