namespace Slipway.Kubernetes.Client;

/// <summary>All objects that a list asked for, its pages joined.</summary>
/// <param name="ResourceVersion">Where a watch goes on from, without missing or repeating a change.</param>
public sealed record KubeList(IReadOnlyList<KubeObject> Items, string ResourceVersion);
