namespace Slipway.Contracts.Views;

/// <summary>A rollout in a list.</summary>
public sealed record RolloutSummaryView
{
    public required string Id { get; init; }
    public required string App { get; init; }
    public required string Environment { get; init; }
    public required string Version { get; init; }
    public string? FromVersion { get; init; }
    public required RolloutKind Kind { get; init; }
    public required RolloutPhase Phase { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is live.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public required string StartedBy { get; init; }

    /// <summary>One sentence.</summary>
    public required string Summary { get; init; }
}
