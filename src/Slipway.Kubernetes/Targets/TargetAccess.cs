using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets;

/// <summary>All that the target of a spec may come to do: the lists that the targets' own checks ask for.</summary>
internal static class TargetAccess
{
    /// <summary>Whether it brings objects of any kind: which ones is known of each version alone.</summary>
    public static bool BringsAnything(TargetSpec spec) => spec is HelmSpec or ManifestsSpec;

    public static IReadOnlyList<AccessNeed> Of(TargetSpec spec) => spec switch
    {
        DeploymentSpec deployment => AccessNeed.Of(deployment),
        ArgoCdSpec argo => PackageNeeds.Of(argo),
        HelmSpec helm => PackageNeeds.Of(helm),
        ManifestsSpec manifests => PackageNeeds.Of(manifests),
        _ => [],
    };
}
