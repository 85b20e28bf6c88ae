namespace Slipway.Contracts.Views;

/// <summary>What a rollout's plan needs and has of approvals.</summary>
public sealed record ApprovalsView
{
    public required string Rollout { get; init; }
    public required string App { get; init; }
    public required string Environment { get; init; }
    public required string Version { get; init; }
    public string? FromVersion { get; init; }

    /// <summary>Who asked for the rollout.</summary>
    public required string StartedBy { get; init; }

    public string? Reason { get; init; }

    /// <summary>What an approval approves: <c>sha256:</c> and 64 digits over the whole plan.</summary>
    public required string PlanDigest { get; init; }

    /// <summary>The plan's steps in words.</summary>
    public required IReadOnlyList<PlanStepView> Plan { get; init; }

    /// <summary>The steps at which people approve, in order.</summary>
    public required IReadOnlyList<ApprovalStepView> Steps { get; init; }
}
