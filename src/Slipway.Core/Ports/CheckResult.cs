namespace Slipway.Core.Ports;

/// <summary>What one check said of one instance.</summary>
/// <param name="Detail">The answer, for people: <c>GET /health: 503</c>.</param>
public sealed record CheckResult(string Check, string Instance, bool Passed, string Detail);
