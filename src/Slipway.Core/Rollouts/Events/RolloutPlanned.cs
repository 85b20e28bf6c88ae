using Slipway.Core.Planning;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts.Events;

/// <summary>A rollout was accepted.</summary>
/// <param name="After">The rollout that it supersedes and whose end it waits for.</param>
/// <param name="OverriddenBudget">How the error budget stood that a person overrode, in a sentence; null when nobody did. Why is the reason.</param>
public sealed record RolloutPlanned(Plan Plan, Digest Digest, string? Reason, string? After, string? OverriddenBudget = null) : RolloutEvent;
