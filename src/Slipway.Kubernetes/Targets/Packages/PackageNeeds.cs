using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets.ArgoCd;

namespace Slipway.Kubernetes.Targets.Packages;

/// <summary>
/// What Slipway's user must be allowed to do for a package, whatever is in it. What a version's own kinds need comes on top for
/// manifests and Helm, and is known only with the version: the target's check names each verb that lacks.
/// </summary>
public static class PackageNeeds
{
    private static readonly string[] Noted = ["get", "list", "watch", "create", "patch"];

    public static IReadOnlyList<AccessNeed> Of(ManifestsSpec spec) => [.. Spaces(spec).SelectMany(Common)];

    public static IReadOnlyList<AccessNeed> Of(HelmSpec spec) =>
        [.. Spaces(spec).SelectMany(ns => Common(ns).Append(new AccessNeed(ns, ResourceKinds.Secrets, ["get", "list", "create", "update", "delete"])))];

    public static IReadOnlyList<AccessNeed> Of(ArgoCdSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return
        [
            new AccessNeed(spec.Namespaces.Blue, ResourceKinds.ConfigMaps, ["get", "create", "patch"]),
            .. Spaces(spec).SelectMany(ns => new[]
            {
                new AccessNeed(ns, ArgoKinds.Applications, ["get", "list", "watch"]),
                new AccessNeed(ns, ArgoKinds.Projects, spec.SyncWindows ? ["get", "patch"] : ["get"]),
            }),
            .. Slots.All.Select(slot => new AccessNeed(spec.Namespaces[slot], ArgoKinds.Applications, ["patch"], Name: spec.Applications[slot])).DistinctBy(need => need.Name),
        ];
    }

    private static IEnumerable<AccessNeed> Common(string ns) =>
        [new AccessNeed(ns, ResourceKinds.ConfigMaps, Noted), new AccessNeed(ns, ResourceKinds.Pods, ["get", "list"]), new AccessNeed(ns, ResourceKinds.Pods, ["get"], "log")];

    private static IEnumerable<string> Spaces(KubernetesTargetSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Slots.All.Select(slot => spec.Namespaces[slot]).Distinct(StringComparer.Ordinal);
    }
}
