using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Local.Gateway.Hub;
using Slipway.Local.Gateway.Supervision;

namespace Slipway.Server.Hosting;

/// <summary>Has a route for every gateway that the specs ask for, and keeps the gateways running. They outlive the server.</summary>
internal sealed partial class GatewayService(
    ServerOptions options, GatewayHub hub, GatewaySupervisor supervisor, Places places, ILogger<GatewayService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A gateway that has no version yet answers 503 and says why: better than a port where nobody is.
        foreach (var place in await places.AllAsync(stoppingToken))
        {
            if (place.Environment.Traffic is GatewaySpec gateway && !hub.Routed.Contains(place.Key))
                await RouteNowhereAsync(place.Key, gateway, stoppingToken);
        }

        if (options.StartGateways)
            await supervisor.RunAsync(stoppingToken);
    }

    private async Task RouteNowhereAsync(EnvironmentKey key, GatewaySpec gateway, CancellationToken cancellation)
    {
        try
        {
            await hub.SetAsync(new Route(key, gateway, Slot.Blue, TrafficSplit.None), new EffectOrder("start", Fence: 0), cancellation);
        }
        catch (PortUnavailableException e)
        {
            // The first rollout sets a route all the same.
            LogNoRoute(key, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gateway of {Environment} is started with its first rollout: {Reason}")]
    private partial void LogNoRoute(EnvironmentKey environment, string reason);
}
