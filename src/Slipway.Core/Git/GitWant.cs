using Slipway.Core.Values;

namespace Slipway.Core.Git;

/// <summary>A version that a repository wants in an environment, and what has come of that.</summary>
public sealed record GitWant
{
    public required EnvironmentKey Place { get; init; }

    public required ReleaseVersion Version { get; init; }

    /// <summary>The commit that brought this version.</summary>
    public required CommitNote Commit { get; init; }

    /// <summary>The file that says it.</summary>
    public required string Path { get; init; }

    /// <summary>Of that file at the branch's tip, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>It stood there when the repository was looked at first: no commit changed it since.</summary>
    public bool IsBaseline { get; init; }

    /// <summary>It ran as stable once since the repository wants it.</summary>
    public bool IsMet { get; init; }

    /// <summary>The rollout that was opened for it last; null before the first.</summary>
    public string? Rollout { get; init; }

    /// <summary>Why it is not tried again; null when it may be.</summary>
    public GitQuarantine? Quarantine { get; init; }

    /// <summary>How it was taken back in the repository; null when it was not.</summary>
    public GitWritten? Written { get; init; }

    /// <summary>What is in its way; null when nothing is.</summary>
    public GitObstacle? Obstacle { get; init; }
}
