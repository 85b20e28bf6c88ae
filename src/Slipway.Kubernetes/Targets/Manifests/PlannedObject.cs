using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.Manifests;

/// <summary>An object as it is applied, with namespace and our labels.</summary>
/// <param name="Place">For messages: <c>deploy/app.yaml:12</c>.</param>
internal sealed record PlannedObject(ResourceKind Kind, KubeObject Item, string Place)
{
    public PackagedObject Packaged { get; } = PackagedObject.Of(Kind, Item);
}
