using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.ArgoCd;

/// <summary>The Application of a side.</summary>
internal sealed record ArgoPlace(string Namespace, string Name)
{
    private const string OwnCluster = "https://kubernetes.default.svc";

    private static readonly ResourceKind[] PodKinds =
        [ResourceKinds.Deployments, ResourceKinds.StatefulSets, ResourceKinds.DaemonSets, ResourceKinds.ReplicaSets, ResourceKinds.Jobs, ResourceKinds.Pods];

    public static ArgoPlace Of(ArgoCdSpec spec, Slot slot) => new(spec.Namespaces[slot], spec.Applications[slot]);

    /// <summary>Whether Argo CD puts its objects into the cluster that it is in itself, where Slipway can reach them.</summary>
    public static bool IsInOwnCluster(KubeObject application) =>
        application.Text("spec", "destination", "server") is { } server ? server.TrimEnd('/') == OwnCluster : application.Text("spec", "destination", "name") == "in-cluster";

    /// <summary>What of its objects runs pods; none where they are in another cluster.</summary>
    public static IReadOnlyList<PackagedObject> Workloads(KubeObject application) => !IsInOwnCluster(application) ? [] :
    [
        .. application.Items("status", "resources").Select(item => new KubeObject(item))
            .Select(item => (Item: item, Kind: Array.Find(PodKinds, kind => kind.Group == (item.Text("group") ?? "") && kind.Kind == item.Kind)))
            .Where(found => found.Kind is not null && found.Item.Text("name") is not null)
            .Select(found => new PackagedObject(found.Kind!, found.Item.Text("namespace") is { Length: > 0 } ns ? ns : application.Text("spec", "destination", "namespace"), found.Item.Text("name")!)),
    ];

    public override string ToString() => $"Application {Namespace}/{Name}";
}
