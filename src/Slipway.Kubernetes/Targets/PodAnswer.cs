namespace Slipway.Kubernetes.Targets;

/// <param name="Detail">The answer, for people: <c>GET /health: 503</c>.</param>
internal sealed record PodAnswer(bool Passed, string Detail);
