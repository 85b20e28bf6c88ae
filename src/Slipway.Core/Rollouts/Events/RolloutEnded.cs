namespace Slipway.Core.Rollouts.Events;

/// <summary>Nothing more will happen.</summary>
public sealed record RolloutEnded(RolloutPhase Outcome, string Summary) : RolloutEvent;
