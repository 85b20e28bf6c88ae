using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>All that the target of a spec may come to do.</summary>
internal static class TargetAccess
{
    private static readonly ResourceKind Applications = new("argoproj.io", "v1alpha1", "applications", "Application");
    private static readonly ResourceKind Projects = new("argoproj.io", "v1alpha1", "appprojects", "AppProject");

    /// <summary>Whether it brings objects of any kind: which ones is known of each version alone.</summary>
    public static bool BringsAnything(TargetSpec spec) => spec is HelmSpec or ManifestsSpec;

    public static IReadOnlyList<AccessNeed> Of(TargetSpec spec) => spec switch
    {
        DeploymentSpec deployment => AccessNeed.Of(deployment),
        ArgoCdSpec argo => [.. OfArgo(argo)],
        _ => [],
    };

    private static IEnumerable<AccessNeed> OfArgo(ArgoCdSpec spec)
    {
        yield return new AccessNeed(spec.Namespaces.Blue, ResourceKinds.ConfigMaps, ["get", "create", "patch"]);
        yield return new AccessNeed(spec.Namespaces.Blue, Applications, ["get", "list", "watch"]);
        foreach (var name in new[] { spec.Applications.Blue, spec.Applications.Green }.Distinct(StringComparer.Ordinal))
            yield return new AccessNeed(spec.Namespaces.Blue, Applications, ["patch"], Name: name);
        if (spec.SyncWindows)
            yield return new AccessNeed(spec.Namespaces.Blue, Projects, ["get", "patch"]);
    }
}
