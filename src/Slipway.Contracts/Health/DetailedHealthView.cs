namespace Slipway.Contracts.Health;

/// <summary>GET /health/detailed.</summary>
/// <param name="Status">The worst of the components.</param>
/// <param name="Components">By name: <c>store</c>, <c>engine</c>, <c>gateway</c>.</param>
public sealed record DetailedHealthView(HealthStatus Status, IReadOnlyDictionary<string, HealthStatus> Components);
