namespace Slipway.Core.Rollouts.Events;

/// <summary>A fact about a rollout. Its stream is the rollout: nothing else is remembered.</summary>
public abstract record RolloutEvent;
