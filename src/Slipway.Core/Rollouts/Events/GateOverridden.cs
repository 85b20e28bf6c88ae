using Slipway.Core.Gates;

namespace Slipway.Core.Rollouts.Events;

/// <summary>A person with the permission lets the rollout pass a gate, for a while.</summary>
public sealed record GateOverridden(GateOverride Override) : RolloutEvent;
