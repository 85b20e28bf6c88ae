using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Objects;
using Slipway.Kubernetes.Routers.Sides;
using Slipway.Kubernetes.Targets;

namespace Slipway.Kubernetes.Routers;

/// <summary>What Slipway's user must be allowed to do for the router of a spec.</summary>
public static class RouterAccess
{
    /// <summary>All that the router may come to do.</summary>
    public static IReadOnlyList<AccessNeed> Of(KubernetesTrafficSpec spec)
    {
        var routed = KubernetesRouters.ObjectOf(spec);
        return Of(SideServices.Of(spec), routed, routed?.Kinds[0]);
    }

    /// <param name="routed">Null where the app's Service itself is the router.</param>
    /// <param name="kind">In the version that the cluster serves.</param>
    internal static IReadOnlyList<AccessNeed> Of(SideServices sides, RouterObject? routed, ResourceKind? kind)
    {
        var spaces = new[] { sides.Namespaces.Blue, sides.Namespaces.Green }.Distinct(StringComparer.Ordinal);
        return [
            new AccessNeed(sides.App.Namespace, ResourceKinds.ConfigMaps, ["get", "create", "patch"]),
            .. spaces.SelectMany(ns => new[] { ResourceKinds.Services, ResourceKinds.Endpoints }.Select(watched => new AccessNeed(ns, watched, ["get", "list", "watch"]))),
            new AccessNeed(sides.App.Namespace, ResourceKinds.Services, ["patch"], Name: sides.App.Name),
            .. sides.AreApart ? OfPage(sides) : OfSides(sides),
            .. routed is null || kind is null ? [] : OfRouted(routed, kind),
        ];
    }

    private static IEnumerable<AccessNeed> OfSides(SideServices sides) =>
    [
        new AccessNeed(sides.App.Namespace, ResourceKinds.Services, ["create"]),
        .. Slots.All.Select(slot => new AccessNeed(sides[slot].Namespace, ResourceKinds.Services, ["patch", "delete"], Name: sides[slot].Name)),
    ];

    /// <summary>The Service of the other side is only ever written to show a maintenance page.</summary>
    private static IEnumerable<AccessNeed> OfPage(SideServices sides) =>
        sides.Page is null ? [] : [new AccessNeed(sides[Slot.Green].Namespace, ResourceKinds.Services, ["patch"], Name: sides.Service)];

    private static IEnumerable<AccessNeed> OfRouted(RouterObject routed, ResourceKind kind)
    {
        yield return new AccessNeed(routed.Namespace, kind, ["get", "list", "watch"]);
        yield return new AccessNeed(routed.Namespace, kind, ["patch"], Name: routed.Name);
        if (routed.Own is { } own)
        {
            yield return new AccessNeed(own.Namespace, kind, own.Namespace == routed.Namespace ? ["create"] : ["get", "list", "watch", "create"]);
            yield return new AccessNeed(own.Namespace, kind, ["patch", "delete"], Name: own.Name);
        }

        if (routed.Needs is { } needed)
            yield return new AccessNeed(needed.Namespace, needed.Kinds[0], ["get"], Name: needed.Name);
    }
}
