using Slipway.Core.Analysis;
using Slipway.Core.Rollouts.Effects;

namespace Slipway.Core.Rollouts.Events;

/// <summary>An effect came back.</summary>
/// <param name="Error">Why not, for people.</param>
/// <param name="Evaluation">What a judge said.</param>
public sealed record EffectEnded(string Key, EffectOutcome Outcome, string? Error, Evaluation? Evaluation) : RolloutEvent;
