using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;
using Slipway.Kubernetes.Routers.Maintenance;
using Slipway.Kubernetes.Routers.Objects;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers;

/// <summary>
/// Carries out one order: make before break. The sides' Services first, then their endpoints must be there, then the router's
/// objects, at last what is no longer needed. Each part says by content what is wanted, so that after a crash all is done again.
/// </summary>
/// <param name="routed">Null where the app's Service itself is the router.</param>
internal sealed class SplitOrder(RouterCluster cluster, SideServices sides, RouterObject? routed, SideEndpoints endpoints, Route route, FencedWrites writes)
{
    private readonly Wanted _wanted = new(route.Split, route.Stable);
    private readonly SideServiceKeeper _services = new(cluster, sides, route.Environment);

    public async Task CarryOutAsync(CancellationToken cancellation)
    {
        var app = await AppAsync(cancellation);
        ServicePage.RefuseWhileShown(app, route.Environment);
        var kind = routed is null ? ResourceKinds.Services : await cluster.ServedAsync(routed.Kinds, routed.Namespace, cancellation);
        var main = routed is null ? null : await MainAsync(kind, cancellation);
        await _services.KeepAsync(app, cancellation);
        var before = await InForceAsync(app, kind, main, cancellation);
        await endpoints.ReadyAsync(_wanted.Served.Where(side => before is null || route.Split[side] > before.Value[side]), cancellation);

        app = await ChangeServiceAsync(app, First, cancellation);
        if (routed is not null)
            await ChangeRoutedAsync(kind, cancellation);
        if (!_wanted.IsMixed)
        {
            await ChangeServiceAsync(app, found => ServicePin.Set(found, Pin(found)), cancellation);
            await _services.PruneAsync(writes, cancellation);
        }
    }

    /// <summary>What the app's Service must say before the router's objects change: nothing that would send anybody where these do not.</summary>
    private void First(KubeObject app)
    {
        ServicePin.Note(app, route.Environment, routed is null && _wanted.IsMixed ? route.Split : null);
        if (routed is null || routed.PicksFromService || _wanted.IsMixed)
            ServicePin.Set(app, Pin(app));
    }

    /// <summary>Where the app's Service leads: all to one side, that side; while they share, whoever calls the Service itself stays with stable.</summary>
    private Slot? Pin(KubeObject app) => (routed, sides.AreApart, _wanted.IsMixed) switch
    {
        (_, true, _) => ServicePin.Of(app),
        ({ PicksFromService: true }, _, _) => null,
        (null, _, true) => null,
        (_, _, true) => ServicePin.Of(app) ?? _wanted.Stable,
        _ => _wanted.Main,
    };

    private async Task<KubeObject> AppAsync(CancellationToken cancellation)
    {
        var app = await cluster.Client.GetAsync(ResourceKinds.Services, sides.App.Namespace, sides.App.Name, cancellation)
            ?? throw new PortUnavailableException($"there is no Service {sides.App}: create it, or name another in the spec");
        var problems = AppService.Problems(app, sides, route.Environment, isRouter: routed is null).ToList();
        return problems.Count == 0 ? app : throw new PortUnavailableException(string.Join("; ", problems));
    }

    private async Task<KubeObject> MainAsync(ResourceKind kind, CancellationToken cancellation)
    {
        var main = await cluster.Client.GetAsync(kind, routed!.Namespace, routed.Name, cancellation) ?? throw Gone(kind);
        var problems = routed.Problems(main.Json).ToList();
        return problems.Count == 0 ? main : throw new PortUnavailableException(string.Join("; ", problems));
    }

    /// <summary>From the objects themselves: what was heard of the cluster may be older than the order before this one.</summary>
    private async Task<TrafficSplit?> InForceAsync(KubeObject app, ResourceKind kind, KubeObject? main, CancellationToken cancellation)
    {
        if (ServicePin.RoutedFor(app) is null)
            return null;
        if (main is null)
            return ServicePin.Of(app) is { } pinned ? TrafficSplit.AllTo(pinned) : ServicePin.Ordered(app);
        var own = routed!.Own is { } name ? await cluster.Client.GetAsync(kind, name.Namespace, name.Name, cancellation) : null;
        if (own is not null && !OwnObject.IsOf(own, route.Environment))
            throw new PortUnavailableException($"there is a {own} already, and it is not Slipway's: its name is needed; rename or delete it");
        return routed.Read(main.Json, own?.Json, ServicePin.Of(app));
    }

    /// <param name="app">As this order has read or written it.</param>
    private async Task<KubeObject> ChangeServiceAsync(KubeObject app, Action<KubeObject> change, CancellationToken cancellation)
    {
        var changed = await writes.ChangeAsync(ResourceKinds.Services, sides.App.Namespace, sides.App.Name, found =>
        {
            ServicePage.RefuseWhileShown(found, route.Environment);
            change(found);
        }, cancellation, known: app)
            ?? throw new PortUnavailableException($"the Service {sides.App} was deleted in between: create it again");
        cluster.Cache(ResourceKinds.Services, sides.App.Namespace).Learn(changed);
        return changed;
    }

    private async Task ChangeRoutedAsync(ResourceKind kind, CancellationToken cancellation)
    {
        var twin = new OwnTwin(cluster, routed!, kind, route.Environment, writes);
        var main = await cluster.Client.GetAsync(kind, routed!.Namespace, routed.Name, cancellation) ?? throw Gone(kind);
        var own = routed.WriteOwn(main.Json, _wanted);
        if (own is not null)
            await twin.KeepAsync(own, main, cancellation);
        var changed = await writes.ChangeAsync(
            kind, routed.Namespace, routed.Name, found => Take(found.Json, routed.Write(found.Json, _wanted)), cancellation, RouterMarks.OrderOf(route.Environment), known: main)
            ?? throw Gone(kind);
        cluster.Cache(kind, routed.Namespace).Learn(changed);
        if (own is null)
            await twin.RemoveAsync(cancellation);
    }

    private static void Take(JsonObject found, JsonObject written)
    {
        foreach (var (name, value) in written)
            found.Put(name, value?.DeepClone());
    }

    private PortUnavailableException Gone(ResourceKind kind) => new($"there is no {kind.Kind} {routed!.Namespace}/{routed.Name}: create it, or name another in the spec");
}
