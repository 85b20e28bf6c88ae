namespace Slipway.Contracts.Views;

/// <summary>An app of a release train.</summary>
public sealed record TrainAppView
{
    public required string App { get; init; }

    /// <summary>From 1.</summary>
    public required int Wave { get; init; }

    public required string Version { get; init; }
    public required TrainAppPhase Phase { get; init; }

    /// <summary>The rollout that brings it; null before there is one.</summary>
    public string? Rollout { get; init; }

    /// <summary>The rollout that takes it back: the same, or another; null while none does.</summary>
    public string? WayBack { get; init; }

    public DateTimeOffset? PromotedAt { get; init; }

    /// <summary>What there is to say of it.</summary>
    public string? Detail { get; init; }
}
