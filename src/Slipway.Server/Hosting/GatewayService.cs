using Microsoft.Extensions.Hosting;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Local.Gateway.Hub;
using Slipway.Local.Gateway.Supervision;

namespace Slipway.Server.Hosting;

/// <summary>Has a route for every gateway that the specs ask for, and keeps the gateways running. They outlive the server.</summary>
internal sealed class GatewayService(ServerOptions options, GatewayHub hub, GatewaySupervisor supervisor, Places places) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A gateway that has no version yet answers 503 and says why: better than a port where nobody is.
        foreach (var place in await places.AllAsync(stoppingToken))
        {
            if (place.Environment.Traffic is GatewaySpec gateway && !hub.Routed.Contains(place.Key))
                await hub.SetAsync(new Route(place.Key, gateway, Slot.Blue, TrafficSplit.None), new EffectOrder("start", Fence: 0), stoppingToken);
        }

        if (options.StartGateways)
            await supervisor.RunAsync(stoppingToken);
    }
}
