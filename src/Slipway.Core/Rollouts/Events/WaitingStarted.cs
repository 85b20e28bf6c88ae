namespace Slipway.Core.Rollouts.Events;

/// <summary>A person has to decide.</summary>
public sealed record WaitingStarted(string For) : RolloutEvent;
