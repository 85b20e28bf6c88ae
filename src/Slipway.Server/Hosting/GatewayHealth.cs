using Slipway.Contracts.Health;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Server.Api;
using Slipway.Server.Api.Health;

namespace Slipway.Server.Hosting;

/// <summary>Healthy while every gateway that a spec asks for serves.</summary>
internal sealed class GatewayHealth(IGatewayStates gateways, Places places) : IHealthComponent
{
    public string Name => "gateway";

    public async Task<HealthStatus> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var states = new List<string>();
            foreach (var place in (await places.AllAsync(cancellation)).Where(place => place.Environment.Traffic is GatewaySpec))
            {
                if (await gateways.FindAsync(place.Key, cancellation) is { } gateway)
                    states.Add(gateway.State);
            }

            return states.Contains("down") ? HealthStatus.Unhealthy : states.Contains("starting") ? HealthStatus.Degraded : HealthStatus.Healthy;
        }
        catch (PortUnavailableException)
        {
            // Between two keepers. The gateways serve on.
            return HealthStatus.Degraded;
        }
    }
}
