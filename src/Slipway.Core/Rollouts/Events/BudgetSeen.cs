using Slipway.Core.Analysis.BurnRate;

namespace Slipway.Core.Rollouts.Events;

/// <summary>How the environment's error budget stands: before each shift to a higher weight, and while one is held for it, when that changes.</summary>
public sealed record BudgetSeen(BudgetReading Reading) : RolloutEvent;
