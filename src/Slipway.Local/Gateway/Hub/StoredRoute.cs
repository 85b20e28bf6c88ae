using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Local.Gateway.Hub;

/// <summary>What is wanted of an environment's gateways, as a restarted control plane finds it.</summary>
/// <param name="Fence">Of the last order.</param>
/// <param name="Draw">See <see cref="GatewayConfig.Draw"/>.</param>
/// <param name="Turn">Of the last order.</param>
internal sealed record StoredRoute(GatewaySpec Traffic, Slot Stable, TrafficSplit Split, long Fence, long Draw, int Turn = 0)
{
    /// <summary>Null: no stop has shown one.</summary>
    public StoredPage? Page { get; init; }
}
