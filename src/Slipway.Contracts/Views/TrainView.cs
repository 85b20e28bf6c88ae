namespace Slipway.Contracts.Views;

/// <summary>Versions of several apps that are released together, in waves.</summary>
public sealed record TrainView
{
    /// <summary>As <c>spring-1.2</c>: the name, and which time it is.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }
    public required string Environment { get; init; }
    public required TrainPhase Phase { get; init; }
    public required string StartedBy { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is live.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string? Reason { get; init; }

    /// <summary><c>rollback</c> or <c>stop</c>.</summary>
    public required string OnFailure { get; init; }

    /// <summary>How long a wave has to be promoted before the next one begins.</summary>
    public required double SoakSeconds { get; init; }

    /// <summary>The wave that was begun last, from 1; 0 before the first.</summary>
    public required int Wave { get; init; }

    public required int Waves { get; init; }

    /// <summary>In the order of the waves.</summary>
    public required IReadOnlyList<TrainAppView> Apps { get; init; }

    /// <summary>Why it does not go on; null while it does.</summary>
    public string? Cause { get; init; }

    /// <summary>One sentence: what came of it, or what it waits for.</summary>
    public required string Summary { get; init; }
}
