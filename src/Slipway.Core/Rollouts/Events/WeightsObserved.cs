using Slipway.Core.Values;

namespace Slipway.Core.Rollouts.Events;

/// <summary>The router, read back, has this split in force.</summary>
public sealed record WeightsObserved(TrafficSplit Split) : RolloutEvent;
