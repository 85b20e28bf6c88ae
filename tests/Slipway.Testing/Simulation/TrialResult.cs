using Slipway.Core.Rollouts;
using Slipway.Core.Simulation;

namespace Slipway.Testing.Simulation;

/// <summary>What a trial came to.</summary>
/// <param name="Faults">What went wrong, each with the seed; empty when nothing did.</param>
/// <param name="Rollouts">As they were at the end, oldest first.</param>
/// <param name="Lives">Engines that lived, one after the other.</param>
/// <param name="Store">All that was recorded.</param>
/// <param name="Retried">Steps that a person tried again.</param>
public sealed record TrialResult(IReadOnlyList<string> Faults, IReadOnlyList<RolloutState> Rollouts, int Lives, int Retried, InMemoryStore Store);
