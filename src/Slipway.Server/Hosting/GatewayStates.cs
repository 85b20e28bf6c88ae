using Slipway.Contracts.Views;
using Slipway.Core.Values;
using Slipway.Local.Keeping;
using Slipway.Server.Api;

namespace Slipway.Server.Hosting;

/// <summary>What the gateways report to the keeper, in a word each.</summary>
internal sealed class GatewayStates(KeptRouter router) : IGatewayStates
{
    public async Task<GatewayView?> FindAsync(EnvironmentKey environment, CancellationToken cancellation) =>
        await router.StateAsync(environment, cancellation) is { } gateway ? new GatewayView(gateway.Listen, gateway.State, gateway.Error) : null;
}
