namespace Slipway.Core.Rollouts.Events;

/// <summary>A person lets the rollout go on although the error budget says no.</summary>
/// <param name="Reason">Their reason, which they had to give.</param>
public sealed record BudgetOverridden(string Reason) : RolloutEvent;
