namespace Slipway.Core.Rollouts.Events;

/// <summary>A person said <c>retry</c>: the step that could not be done begins again.</summary>
public sealed record StepRetried(int Step) : RolloutEvent;
