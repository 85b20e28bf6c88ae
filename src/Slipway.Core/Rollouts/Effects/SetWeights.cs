using Slipway.Core.Values;

namespace Slipway.Core.Rollouts.Effects;

/// <summary>Tells the router the split.</summary>
public sealed record SetWeights(string Key, TrafficSplit Split) : Effect(Key);
