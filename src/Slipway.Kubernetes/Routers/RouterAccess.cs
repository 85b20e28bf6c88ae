using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Objects;
using Slipway.Kubernetes.Routers.Sides;
using Slipway.Kubernetes.Targets;

namespace Slipway.Kubernetes.Routers;

/// <summary>All that a router may come to do: what is asked before anything is started, and what the installed roles are made of.</summary>
internal static class RouterAccess
{
    private static readonly string[] Watched = ["get", "list", "watch"];

    public static IReadOnlyList<AccessNeed> Of(KubernetesTrafficSpec spec) => Of(SideServices.Of(spec), KubernetesRouters.ObjectOf(spec), null);

    /// <param name="routed">Null where the app's Service itself is the router.</param>
    /// <param name="served">The version in which the cluster serves the router's object; null: the preferred one. Roles know no versions.</param>
    public static IReadOnlyList<AccessNeed> Of(SideServices sides, RouterObject? routed, ResourceKind? served) =>
        [.. OfServices(sides), .. routed is null ? [] : OfObject(routed, served ?? routed.Kinds[0])];

    private static IEnumerable<AccessNeed> OfServices(SideServices sides)
    {
        foreach (var ns in new[] { sides.Namespaces.Blue, sides.Namespaces.Green }.Distinct(StringComparer.Ordinal))
        {
            yield return new AccessNeed(ns, ResourceKinds.Services, Watched);
            yield return new AccessNeed(ns, ResourceKinds.Endpoints, Watched);
        }

        yield return new AccessNeed(sides.App.Namespace, ResourceKinds.ConfigMaps, ["get", "create", "patch"]);
        yield return new AccessNeed(sides.App.Namespace, ResourceKinds.Services, ["patch"], Name: sides.App.Name);
        if (sides.AreApart)
            yield break;
        yield return new AccessNeed(sides.App.Namespace, ResourceKinds.Services, ["create"]);
        foreach (var slot in Slots.All)
            yield return new AccessNeed(sides[slot].Namespace, ResourceKinds.Services, ["patch", "delete"], Name: sides[slot].Name);
    }

    private static IEnumerable<AccessNeed> OfObject(RouterObject routed, ResourceKind kind)
    {
        yield return new AccessNeed(routed.Namespace, kind, Watched);
        yield return new AccessNeed(routed.Namespace, kind, ["patch"], Name: routed.Name);
        if (routed.Own is { } own)
        {
            // Before it is made it is looked for, and that it is gone is waited for: also where its namespace is another.
            yield return new AccessNeed(own.Namespace, kind, own.Namespace == routed.Namespace ? ["create"] : [.. Watched, "create"]);
            yield return new AccessNeed(own.Namespace, kind, ["patch", "delete"], Name: own.Name);
        }

        if (routed.Needs is { } needed)
            yield return new AccessNeed(needed.Namespace, needed.Kinds[0], ["get"], Name: needed.Name);
    }
}
