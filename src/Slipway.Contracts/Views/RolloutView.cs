namespace Slipway.Contracts.Views;

/// <summary>Everything about one rollout at one instant.</summary>
public sealed record RolloutView
{
    public required string Id { get; init; }
    public required string App { get; init; }
    public required string Environment { get; init; }

    /// <summary>The version that gets traffic.</summary>
    public required string Version { get; init; }

    /// <summary>The version that was stable when it began; null for the first one.</summary>
    public string? FromVersion { get; init; }

    public required RolloutKind Kind { get; init; }
    public required RolloutPhase Phase { get; init; }

    /// <summary>The side on which <see cref="Version"/> runs: <c>blue</c> or <c>green</c>.</summary>
    public required string Slot { get; init; }

    /// <summary><c>sha256:</c> and 64 digits.</summary>
    public required string PlanDigest { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is live.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public required string StartedBy { get; init; }
    public string? Reason { get; init; }

    /// <summary>One sentence: what came of it, or where it is.</summary>
    public required string Summary { get; init; }

    /// <summary>Null unless it was taken back or failed.</summary>
    public CauseView? Cause { get; init; }

    /// <summary>In order; the rollback's own steps follow those of the plan.</summary>
    public required IReadOnlyList<StepView> Steps { get; init; }

    public required WeightsView Weights { get; init; }

    /// <summary>Both sides as they are now; empty once it has ended: then they serve others.</summary>
    public required IReadOnlyList<SlotView> Slots { get; init; }

    /// <summary>The latest; null before the first observation.</summary>
    public VerdictView? Verdict { get; init; }

    /// <summary>What has to come before it goes on: an instant, the world or a person; null while it acts.</summary>
    public WaitingForView? WaitingFor { get; init; }

    /// <summary>Every gate between it and its next change; empty when none is closed.</summary>
    public IReadOnlyList<BlockerView> Blockers { get; init; } = [];

    /// <summary>Why it passes approvals and windows; null for a normal one.</summary>
    public string? Emergency { get; init; }
}
