using Slipway.Core.Values;

namespace Slipway.Core.Analysis;

/// <summary>The counters of both sides at one instant, each counted from an arbitrary start.</summary>
public sealed record TrafficSample(DateTimeOffset At, PerSlot<Counters> Counters);
