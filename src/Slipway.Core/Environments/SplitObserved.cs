using Slipway.Core.Values;

namespace Slipway.Core.Environments;

/// <summary>The router was seen with this split.</summary>
public sealed record SplitObserved(TrafficSplit Split) : EnvironmentEvent;
