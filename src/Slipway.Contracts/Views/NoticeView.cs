namespace Slipway.Contracts.Views;

/// <summary>A notice that a destination does not have yet.</summary>
public sealed record NoticeView
{
    /// <summary>Of the delivery: what <c>slipway notices retry</c> takes.</summary>
    public required long Id { get; init; }

    public required string Destination { get; init; }

    public required NoticeState State { get; init; }

    public required string Rollout { get; init; }

    /// <summary>The event's type.</summary>
    public required string Topic { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Tries so far.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it is tried again; null for a dead letter.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Why the last try was none.</summary>
    public string? Error { get; init; }
}
