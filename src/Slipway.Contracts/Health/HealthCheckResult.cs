namespace Slipway.Contracts.Health;

/// <summary>What one check said of one instance.</summary>
/// <param name="Check">Its name in the spec, or <c>ready</c>.</param>
/// <param name="Detail">The answer, for people: <c>GET /health: 503</c>.</param>
public sealed record HealthCheckResult(string Slot, string Instance, string Check, bool Passed, string Detail);
