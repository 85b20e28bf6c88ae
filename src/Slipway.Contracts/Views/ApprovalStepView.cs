namespace Slipway.Contracts.Views;

/// <summary>A step at which people approve.</summary>
public sealed record ApprovalStepView
{
    /// <summary>Its place among the steps, from 0.</summary>
    public required int Step { get; init; }

    public required StepStatus Status { get; init; }

    public required IReadOnlyList<RoleCountView> Needs { get; init; }

    /// <summary>What is still wanted; empty when nothing is.</summary>
    public required IReadOnlyList<RoleCountView> Missing { get; init; }

    public required IReadOnlyList<ApprovalView> Given { get; init; }
}
