using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Maintenance;
using Slipway.Kubernetes.Routers.Objects;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers;

/// <summary>Says which split is in force: what the objects in the cluster say now, whoever wrote it.</summary>
/// <param name="routed">Null where the app's Service itself is the router.</param>
internal sealed class SplitReader(RouterCluster cluster, SideServices sides, RouterObject? routed, SideEndpoints endpoints)
{
    /// <summary>From what was heard of the cluster, without asking it. Null while it is unclear, and when nothing was ordered for the environment.</summary>
    public async Task<TrafficSplit?> ReadAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        if (await cluster.SeenAsync(ResourceKinds.Services, sides.App, cancellation) is not { } app || ServicePin.RoutedFor(app) != environment.ToString())
            return null;
        ServicePage.RefuseWhileShown(app, environment);
        if (routed is null)
            return await ByInstancesAsync(app, cancellation);
        var kind = await cluster.ServedAsync(routed.Kinds, routed.Namespace, cancellation);
        if (await cluster.SeenAsync(kind, new ServiceName(routed.Namespace, routed.Name), cancellation) is not { } main)
            return null;
        var own = routed.Own is { } name ? await cluster.SeenAsync(kind, name, cancellation) : null;
        return routed.Read(main.Json, own is not null && OwnObject.IsOf(own, environment) ? own.Json : null, ServicePin.Of(app));
    }

    /// <summary>The Service leads where its selector says, once its endpoints have followed; what each side gets, their number says.</summary>
    private async Task<TrafficSplit?> ByInstancesAsync(KubeObject app, CancellationToken cancellation)
    {
        var behind = await endpoints.BehindAsync(sides.App, cancellation);
        var blue = await endpoints.BehindAsync(sides[Slot.Blue], cancellation);
        var green = await endpoints.BehindAsync(sides[Slot.Green], cancellation);
        if (ServicePin.Of(app) is { } pinned)
            return behind.SetEquals(pinned == Slot.Blue ? blue : green) ? TrafficSplit.AllTo(pinned) : null;
        // A selector that names no side, or one that is none: the pods themselves say whose they are.
        if (behind.Count == 0 || !behind.SetEquals(blue.Concat(green)))
            return null;
        if (blue.Count == 0 || green.Count == 0)
            return TrafficSplit.AllTo(green.Count == 0 ? Slot.Blue : Slot.Green);
        return ServicePin.Ordered(app) ?? TrafficSplit.With(Slot.Green, Weight.FromShare(green.Count, green.Count + blue.Count));
    }
}
