using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>How an environment's requests are to be divided.</summary>
/// <param name="Stable">The side that a header match and a mirror do not point to.</param>
public sealed record Route(EnvironmentKey Environment, TrafficSpec Traffic, Slot Stable, TrafficSplit Split);
