namespace Slipway.Contracts.Health;

/// <summary>GET /health.</summary>
/// <param name="Version">Of the server.</param>
/// <param name="Timestamp">By the server's clock.</param>
public sealed record HealthView(HealthStatus Status, string Version, DateTimeOffset Timestamp);
