namespace Slipway.Contracts.Views;

/// <summary>A release in an environment.</summary>
public sealed record ReleaseView
{
    public required string App { get; init; }
    public required string Environment { get; init; }
    public required string Version { get; init; }

    /// <summary>Over everything the release consists of.</summary>
    public required string Digest { get; init; }

    /// <summary>Null when it never was.</summary>
    public DateTimeOffset? PromotedAt { get; init; }

    /// <summary>Null when it never was.</summary>
    public DateTimeOffset? RolledBackAt { get; init; }

    public required ReleaseState State { get; init; }

    /// <summary>True for the one that <c>last-known-good</c> names.</summary>
    public bool LastKnownGood { get; init; }
}
