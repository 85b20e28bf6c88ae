namespace Slipway.Contracts.Views;

/// <summary>One step of a rollout.</summary>
public sealed record StepView
{
    /// <summary>Place in the rollout, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>check, approve, window, wait, backup, migrate, provision, verify, shift, observe, promote, retire or notify.</summary>
    public required string Kind { get; init; }

    /// <summary>What it does, for people: <c>shift 25 % to 2.0.0</c>.</summary>
    public required string Title { get; init; }

    public required StepStatus Status { get; init; }

    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it is over or fails at the latest; null without a limit.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>0 to 1; null where nothing can be counted.</summary>
    public double? Progress { get; init; }

    /// <summary>What it found, waits for or failed of; null when there is nothing to say.</summary>
    public string? Detail { get; init; }
}
