namespace Slipway.Core.Rollouts.Events;

public sealed record RolloutResumed : RolloutEvent;
