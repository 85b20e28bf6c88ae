using Slipway.Core.Values;

namespace Slipway.Core.Rollouts.Events;

/// <summary>An effect is about to run. Without an end after it, its outcome is unknown.</summary>
/// <param name="Effect">What kind.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Fence">Under which lease.</param>
/// <param name="Slot">For instances: which side.</param>
/// <param name="Replicas">For instances: how many shall run.</param>
/// <param name="Split">For weights: what they shall be.</param>
public sealed record EffectStarted(string Key, string Effect, int Attempt, long Fence, Slot? Slot, int? Replicas, TrafficSplit? Split) : RolloutEvent;
