using Slipway.Core.Rollouts;
using Slipway.Core.Simulation;
using Slipway.Testing.Simulation.Checks;
using Slipway.Testing.Simulation.Plans;

namespace Slipway.Testing.Simulation;

/// <summary>What a trial came to.</summary>
/// <param name="Violations">What must never be, and was; empty when all is well.</param>
/// <param name="Rollouts">As they were at the end, oldest first.</param>
/// <param name="Store">All that was recorded.</param>
/// <param name="Trace">Line by line what happened, where that was asked for.</param>
public sealed record TrialResult(
    TrialPlan Plan, IReadOnlyList<Violation> Violations, IReadOnlyList<RolloutState> Rollouts, Coverage Coverage, InMemoryStore Store, IReadOnlyList<string> Trace);
