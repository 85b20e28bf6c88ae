using Slipway.Contracts.Health;
using Slipway.Core.Engine;
using Slipway.Core.Ports;

namespace Slipway.Server.Api.Health;

/// <summary>Healthy while the store answers a read.</summary>
internal sealed class StoreHealth(Ledger ledger) : IHealthComponent
{
    public string Name => "store";

    public async Task<HealthStatus> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            await ledger.Store.ReadAllAsync(0, 1, cancellation);
            return HealthStatus.Healthy;
        }
        catch (PortUnavailableException)
        {
            return HealthStatus.Unhealthy;
        }
    }
}
