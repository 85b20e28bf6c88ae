namespace Slipway.Kubernetes.Client;

/// <summary>A kind that a server serves.</summary>
/// <param name="Kind">In the version that the server prefers.</param>
/// <param name="Verbs">What can be done with it: <c>get</c>, <c>patch</c>.</param>
/// <param name="Subresources">Its parts that are read or written by themselves: <c>status</c>, <c>scale</c>.</param>
public sealed record DiscoveredKind(ResourceKind Kind, IReadOnlyList<string> Verbs, IReadOnlyList<string> Subresources);
