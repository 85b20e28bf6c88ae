namespace Slipway.Kubernetes.Client;

/// <summary>A change, in the order in which the server took it.</summary>
/// <param name="Object">As it is after the change; for one that was deleted, as it was last. A bookmark has a resource version and nothing else.</param>
public sealed record WatchEvent(WatchEventType Type, KubeObject Object);
