using Slipway.Contracts.Health;
using Slipway.Core.Engine;
using Slipway.Server.Api;
using Slipway.Server.Api.Health;

namespace Slipway.Server.Hosting;

/// <summary>Healthy while every gateway that a spec asks for serves.</summary>
internal sealed class GatewayHealth(IGatewayStates gateways, Places places) : IHealthComponent
{
    public string Name => "gateway";

    public async Task<HealthStatus> ReadAsync(CancellationToken cancellation)
    {
        var states = (await places.AllAsync(cancellation)).Select(p => gateways.Find(p.Key)?.State).OfType<string>().ToList();
        return states.Any(s => s == "down") ? HealthStatus.Unhealthy : states.Any(s => s == "starting") ? HealthStatus.Degraded : HealthStatus.Healthy;
    }
}
