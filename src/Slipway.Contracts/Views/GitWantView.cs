namespace Slipway.Contracts.Views;

/// <summary>A version that a repository wants in an environment.</summary>
public sealed record GitWantView
{
    public required string App { get; init; }

    public required string Environment { get; init; }

    public required string Version { get; init; }

    /// <summary>What is stable there; null when nothing is.</summary>
    public string? Runs { get; init; }

    /// <summary>The commit that brought the version.</summary>
    public required string Commit { get; init; }

    /// <summary>Who wrote it, as it says itself.</summary>
    public required string Author { get; init; }

    /// <summary>The file in the repository.</summary>
    public required string Path { get; init; }

    /// <summary>From 1.</summary>
    public required int Line { get; init; }

    public required GitWantPhase Phase { get; init; }

    /// <summary>The rollout that is under way there, or the last one that was opened for this; null when there was none.</summary>
    public string? Rollout { get; init; }

    /// <summary>What there is to say of it.</summary>
    public string? Detail { get; init; }
}
