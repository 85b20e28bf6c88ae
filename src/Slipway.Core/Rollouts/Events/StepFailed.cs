namespace Slipway.Core.Rollouts.Events;

/// <summary>A step cannot be done.</summary>
public sealed record StepFailed(int Step, string Reason) : RolloutEvent;
