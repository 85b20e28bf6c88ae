using Slipway.Core.Ports;

namespace Slipway.Local.Keeping.Calls;

internal sealed record RouteOrder(Route Route, EffectOrder Order);
