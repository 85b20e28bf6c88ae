namespace Slipway.Contracts.Views;

/// <summary>A version that may not be deployed to an environment.</summary>
public sealed record HoldView
{
    public required string App { get; init; }
    public required string Environment { get; init; }
    public required string Version { get; init; }
    public required string Reason { get; init; }

    /// <summary>The rollout that was taken back; null where a person holds it.</summary>
    public string? Rollout { get; init; }
}
