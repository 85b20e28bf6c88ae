using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>Something that Slipway's user must be allowed to do for a spec. What installs Slipway makes its roles of these.</summary>
/// <param name="Verbs">As RBAC knows them.</param>
/// <param name="Name">The one object that is meant; null: any of the namespace.</param>
public sealed record AccessNeed(string Namespace, ResourceKind Kind, IReadOnlyList<string> Verbs, string? Subresource = null, string? Name = null)
{
    /// <summary>All that the target <c>deployment</c> may come to do.</summary>
    public static IReadOnlyList<AccessNeed> Of(DeploymentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var spaces = spec.HasTwoNamespaces ? new[] { spec.Namespaces.Blue, spec.Namespaces.Green } : [spec.Namespaces.Blue];
        return [
            new AccessNeed(spec.Namespaces.Blue, ResourceKinds.ConfigMaps, ["get", "create", "patch"]),
            .. spaces.SelectMany(ns => In(ns, spec)),
        ];
    }

    private static IEnumerable<AccessNeed> In(string ns, DeploymentSpec spec)
    {
        string[] made = spec.HasTwoPlaces ? ["create", "delete"] : [];
        yield return new AccessNeed(ns, ResourceKinds.Deployments, ["get", "list", "watch", "patch", .. made]);
        yield return new AccessNeed(ns, ResourceKinds.Pods, ["get", "list", "watch"]);
        yield return new AccessNeed(ns, ResourceKinds.Pods, ["get"], "log");
        yield return new AccessNeed(ns, ResourceKinds.HorizontalPodAutoscalers, spec.HasTwoPlaces ? ["get", "list", "create", "patch", "delete"] : ["list"]);
        if (spec.HasTwoNamespaces)
            yield return new AccessNeed(ns, ResourceKinds.PodDisruptionBudgets, ["get", "list", "create", "patch", "delete"]);
        if (spec.ConfigMaps.Count > 0)
            yield return new AccessNeed(ns, ResourceKinds.ConfigMaps, ["get", "list", "create", "patch", "delete"]);
        if (spec.Secrets.Count > 0)
            yield return new AccessNeed(ns, ResourceKinds.Secrets, ["get", "list", "create", "patch", "delete"]);
        if (spec.ConfigMaps.Count + spec.Secrets.Count > 0)
            yield return new AccessNeed(ns, ResourceKinds.ReplicaSets, ["list"]);
    }
}
