using Slipway.Contracts.Views;
using Slipway.Core.Values;

namespace Slipway.Server.Api;

/// <summary>What is known of the gateways that this server keeps running.</summary>
public interface IGatewayStates
{
    /// <summary>Null where the environment has none.</summary>
    GatewayView? Find(EnvironmentKey environment);
}
