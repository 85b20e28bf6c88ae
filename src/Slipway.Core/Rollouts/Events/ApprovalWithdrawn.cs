namespace Slipway.Core.Rollouts.Events;

/// <summary>A person takes back an approval that was not used yet.</summary>
public sealed record ApprovalWithdrawn(int Step, string By) : RolloutEvent;
