namespace Slipway.Kubernetes.Client;

/// <summary>What a server serves, as it said when it was asked.</summary>
/// <param name="Version">That of the server: <c>v1.31.2</c>.</param>
/// <param name="Kinds">Each kind in each version that is served; of one kind the preferred version first.</param>
/// <param name="Unavailable">Groups whose own server did not answer: what they serve is unknown, not absent.</param>
public sealed record ClusterKinds(string Version, IReadOnlyList<DiscoveredKind> Kinds, IReadOnlyList<string> Unavailable)
{
    /// <summary>The kind in the version that the server prefers; null when it does not serve it in any.</summary>
    /// <param name="group">Empty for the core group.</param>
    /// <param name="kind">As objects say it: <c>Deployment</c>.</param>
    public ResourceKind? Find(string group, string kind) => Kinds.FirstOrDefault(found => found.Kind.Group == group && found.Kind.Kind == kind)?.Kind;

    /// <summary>The kind in the version that an object names; null when the server does not serve that.</summary>
    /// <param name="apiVersion">As objects say it: <c>apps/v1</c>.</param>
    /// <param name="kind">As objects say it: <c>Deployment</c>.</param>
    public ResourceKind? FindExact(string apiVersion, string kind) =>
        Kinds.FirstOrDefault(found => found.Kind.ApiVersion == apiVersion && found.Kind.Kind == kind)?.Kind;
}
