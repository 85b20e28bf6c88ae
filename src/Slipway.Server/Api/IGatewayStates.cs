using Slipway.Contracts.Views;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Server.Api;

/// <summary>What is known of the gateways.</summary>
public interface IGatewayStates
{
    /// <summary>Null where the environment has none.</summary>
    /// <exception cref="PortUnavailableException">Nobody can say now.</exception>
    Task<GatewayView?> FindAsync(EnvironmentKey environment, CancellationToken cancellation);
}
