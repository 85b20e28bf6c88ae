namespace Slipway.Kubernetes.Client;

/// <summary>Whether the client's user may do something.</summary>
/// <param name="Allowed">False also when nothing forbids it and nothing allows it.</param>
/// <param name="Reason">The server's, for people; empty when it gives none.</param>
public sealed record AccessAnswer(bool Allowed, string Reason);
