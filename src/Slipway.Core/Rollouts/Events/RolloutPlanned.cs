using Slipway.Core.Gates;
using Slipway.Core.Gates.Freezes;
using Slipway.Core.Planning;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts.Events;

/// <summary>A rollout was accepted.</summary>
/// <param name="After">The rollout that it supersedes and whose end it waits for.</param>
/// <param name="OverriddenBudget">How the error budget stood that a person overrode, in a sentence; null when nobody did. Why is the reason.</param>
public sealed record RolloutPlanned(Plan Plan, Digest Digest, string? Reason, string? After, string? OverriddenBudget = null) : RolloutEvent
{
    /// <summary>True where a person stands by: windows that permit it are open to them. Null: no.</summary>
    public bool? Manual { get; init; }

    /// <summary>Null: at once.</summary>
    public StartTime? NotBefore { get; init; }

    /// <summary>Null: it is a normal one.</summary>
    public Emergency? Emergency { get; init; }

    /// <summary>Those over the environment then; null where there were none.</summary>
    public IReadOnlyList<Freeze>? Freezes { get; init; }

    /// <summary>What the plan was made from, where somebody has to approve it: should it say something else later, what was approved is not what would be planned. Null where nobody approves.</summary>
    public EnvironmentSpec? Spec { get; init; }
}
