namespace Slipway.Core.Rollouts.Events;

/// <summary>A step is done; the next may begin.</summary>
/// <param name="Step">Its place among all steps of the rollout, from 0.</param>
public sealed record StepSucceeded(int Step, string? Detail) : RolloutEvent;
