using Slipway.Core.Analysis;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Local.Keeping.Calls;

namespace Slipway.Local.Keeping;

/// <summary>The gateways that the keeper looks after, from any server.</summary>
public sealed class KeptRouter(KeeperClient keeper) : IRouter, IMetricSource
{
    public string Name => GatewaySpec.Kind;

    public Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation) =>
        keeper.AskAsync(KeeperCalls.SetRoute, new RouteOrder(route, order), cancellation);

    public Task<TrafficSplit?> ReadAsync(EnvironmentKey environment, CancellationToken cancellation) =>
        keeper.AskAsync(KeeperCalls.ReadSplit, environment, cancellation);

    public Task<IReadOnlyList<string>> CheckMaintenanceAsync(MaintenancePage page, CancellationToken cancellation) =>
        keeper.AskAsync(KeeperCalls.CheckMaintenance, page, cancellation);

    public Task ShowMaintenanceAsync(MaintenancePage page, int stop, bool shown, CancellationToken cancellation) =>
        keeper.AskAsync(KeeperCalls.ShowMaintenance, new MaintenanceOrder(page, stop, shown), cancellation);

    /// <summary>Null where the environment has no gateway.</summary>
    public Task<GatewayState?> StateAsync(EnvironmentKey environment, CancellationToken cancellation) =>
        keeper.AskAsync(KeeperCalls.ReadGateway, environment, cancellation);

    async Task<TrafficSample?> IMetricSource.ReadAsync(EnvironmentKey environment, CancellationToken cancellation) =>
        (await keeper.AskAsync(KeeperCalls.ReadSample, environment, cancellation))?.ToSample();
}
