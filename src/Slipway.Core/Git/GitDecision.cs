using Slipway.Core.Values;

namespace Slipway.Core.Git;

/// <summary>What is next for a version that a repository wants.</summary>
public abstract record GitDecision
{
    private GitDecision()
    {
    }

    /// <summary>Nothing, until something changes.</summary>
    public sealed record Rest : GitDecision;

    /// <summary>It runs: note that.</summary>
    public sealed record Meet : GitDecision;

    /// <param name="Why">Goes into the rollout's reason.</param>
    public sealed record Deploy(string Why) : GitDecision;

    /// <summary>Do not try it again.</summary>
    public sealed record Quarantine(GitQuarantine Cause) : GitDecision;

    /// <summary>Have the repository name what runs.</summary>
    public sealed record WriteBack(ReleaseVersion To) : GitDecision;

    /// <summary>Show it.</summary>
    public sealed record Say(GitObstacle Obstacle) : GitDecision;
}
