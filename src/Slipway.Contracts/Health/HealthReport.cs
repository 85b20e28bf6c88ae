namespace Slipway.Contracts.Health;

/// <summary>What <c>health-check</c> found.</summary>
public sealed record HealthReport
{
    public required string App { get; init; }
    public required string Environment { get; init; }

    /// <summary>The side that was asked for; null when both were.</summary>
    public string? Slot { get; init; }

    /// <summary>Unhealthy when a check failed or no instance is there to be checked.</summary>
    public required HealthStatus Status { get; init; }

    public required IReadOnlyList<HealthCheckResult> Results { get; init; }
}
