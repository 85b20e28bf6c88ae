using Slipway.Core.Values;

namespace Slipway.Core.Rollouts.Effects;

/// <summary>Tells the target how many instances a side shall have.</summary>
public sealed record ApplyWorkload(string Key, Slot Slot, int Replicas) : Effect(Key);
