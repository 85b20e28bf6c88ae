namespace Slipway.Contracts.Views;

/// <summary>A living server of the store.</summary>
public sealed record ServerView
{
    /// <summary>Of one life of one process.</summary>
    public required string Id { get; init; }

    /// <summary>Where its API answers.</summary>
    public required string Url { get; init; }

    /// <summary>Identity of its data folder.</summary>
    public required string Folder { get; init; }

    /// <summary>True for the one that runs the local processes and their gateways.</summary>
    public required bool Keeper { get; init; }

    /// <summary>True for the one that was asked.</summary>
    public required bool Asked { get; init; }

    /// <summary>Live rollouts that it drives.</summary>
    public required int Rollouts { get; init; }
}
