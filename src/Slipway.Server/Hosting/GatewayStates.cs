using Slipway.Contracts.Views;
using Slipway.Core.Values;
using Slipway.Local.Gateway.Hub;
using Slipway.Local.Gateway.Supervision;
using Slipway.Server.Api;

namespace Slipway.Server.Hosting;

/// <summary>What the gateways report, in a word each.</summary>
internal sealed class GatewayStates(GatewayHub hub, GatewaySupervisor supervisor) : IGatewayStates
{
    public GatewayView? Find(EnvironmentKey environment)
    {
        if (hub.Current(environment).Config is not { } config)
            return null;
        var live = hub.Gateways(environment).Where(g => g.Live).ToList();
        var error = live.Select(g => g.Report.Error).FirstOrDefault(e => e is not null) ?? supervisor.Error(environment);
        var state = live.Count == 0 ? error is null ? "starting" : "down" : error is null ? "serving" : "down";
        return new GatewayView(config.Listen, state, error);
    }
}
