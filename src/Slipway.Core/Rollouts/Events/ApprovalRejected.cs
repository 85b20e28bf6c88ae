namespace Slipway.Core.Rollouts.Events;

/// <summary>A person who might have approved says no: the rollout ends.</summary>
public sealed record ApprovalRejected(string By, string Reason) : RolloutEvent;
