namespace Slipway.Core.Rollouts.Events;

/// <summary>No gate holds the step up any more; its time begins now.</summary>
public sealed record StepReleased : RolloutEvent;
