using Slipway.Core.Gates.Approvals;

namespace Slipway.Core.Rollouts.Events;

/// <summary>A person approved the plan. It takes the place of what they gave for that step before.</summary>
public sealed record ApprovalGiven(Approval Approval) : RolloutEvent;
