using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Gates.Stops;

/// <summary>
/// A page that an emergency stop shows in place of an environment's versions. It carries all that the router needs, so that it is taken
/// down as it was put up, whatever the spec says by then.
/// </summary>
/// <param name="Traffic">Of the spec at the moment of the stop.</param>
/// <param name="Html">What a router sends that answers by itself; null: its own plain page.</param>
public sealed record MaintenancePage(EnvironmentKey Environment, TrafficSpec Traffic, string? Html);
