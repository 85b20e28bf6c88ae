namespace Slipway.Contracts.Views;

/// <summary>An emergency stop.</summary>
public sealed record StopView
{
    public required string Id { get; init; }

    /// <summary>A pattern over <c>app/environment</c>.</summary>
    public required string Scope { get; init; }

    public required string Reason { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Its freeze, which nobody can lift alone.</summary>
    public required string Freeze { get; init; }

    public required StopPhase Phase { get; init; }

    /// <summary>What was held still or let go so far, a sentence each.</summary>
    public required IReadOnlyList<string> Done { get; init; }

    /// <summary>What could not be done at the last try, and is tried again; null: nothing.</summary>
    public string? Trouble { get; init; }
}
