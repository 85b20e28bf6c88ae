using Slipway.Core.Gates.Stops;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Fencing;
using Slipway.Kubernetes.Routers.Maintenance;
using Slipway.Kubernetes.Routers.Objects;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers;

/// <summary>The router of one spec.</summary>
internal sealed class EnvironmentRouter(KubernetesTrafficSpec spec, RouterObject? routed, RouterCluster cluster, TimeProvider time) : IRouter
{
    private readonly SideServices _sides = SideServices.Of(spec);

    public string Name => spec.Name;

    public Task<IReadOnlyList<string>> CheckAsync(EnvironmentKey environment, CancellationToken cancellation) =>
        cluster.ToldAsync($"check the {Name} router of {environment}", () => new RouterCheck(cluster, _sides, routed).ProblemsAsync(environment, cancellation));

    public Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation)
    {
        if (route.Split.IsNone)
            throw new ArgumentException("A router cannot be set to nobody", nameof(route));
        var fence = new EnvironmentFence(cluster.Client, _sides.App.Namespace, route.Environment);
        // Each try of the engine is an order of its own here: what a person changed back in between is set again.
        var once = order with { Key = $"{order.Key}@{order.Turn}" };
        return cluster.ToldAsync($"divide the requests of {route.Environment} into {route.Split}", async () =>
        {
            await fence.RunAsync(once, writes => new SplitOrder(cluster, _sides, routed, Endpoints(), route, writes).CarryOutAsync(cancellation), cancellation);
            return true;
        });
    }

    public Task<TrafficSplit?> ReadAsync(EnvironmentKey environment, CancellationToken cancellation) => cluster.ToldAsync(
        $"read the split of {environment}", () => new SplitReader(cluster, _sides, routed, Endpoints()).ReadAsync(environment, cancellation));

    public Task<IReadOnlyList<string>> CheckMaintenanceAsync(MaintenancePage page, CancellationToken cancellation) => cluster.ToldAsync(
        $"check the maintenance page of {page.Environment}", () => new PageCheck(cluster, _sides, routed, Name, page.Environment).ProblemsAsync(cancellation));

    public Task ShowMaintenanceAsync(MaintenancePage page, int stop, bool shown, CancellationToken cancellation)
    {
        var order = new PageOrder(cluster, _sides, Endpoints(), page.Environment);
        return cluster.ToldAsync($"{(shown ? "put up" : "take down")} the maintenance page of {page.Environment}", async () =>
        {
            if (!shown)
                await order.TakeDownAsync(_sides.Page, stop, cancellation);
            else if (_sides.Page is { } name)
                await order.ShowAsync(name, stop, cancellation);
            else
                throw new PortUnavailableException($"the spec of {page.Environment} names no maintenance page");
            return true;
        });
    }

    private SideEndpoints Endpoints() => new(cluster, _sides, time);
}
