namespace Slipway.Core.Rollouts.Events;

public sealed record RolloutPaused(string? Reason) : RolloutEvent;
