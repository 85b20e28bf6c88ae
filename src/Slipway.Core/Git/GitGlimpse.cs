using Slipway.Core.Environments;
using Slipway.Core.Gates;
using Slipway.Core.Rollouts;
using Slipway.Core.Values;

namespace Slipway.Core.Git;

/// <summary>An environment, as far as it matters for what a repository wants there.</summary>
/// <param name="Runs">What is stable; null when nothing is.</param>
/// <param name="Live">The rollout that changes it now; null when none does.</param>
/// <param name="Hold">What keeps the wanted version from it.</param>
/// <param name="IsTakenBack">The wanted version was stable there, and was taken back.</param>
/// <param name="Tried">The rollout that was opened for it last; null when there is none, or it was removed.</param>
public sealed record GitGlimpse(ReleaseVersion? Runs, string? Live, ReleaseHold? Hold, bool IsTakenBack, RolloutState? Tried)
{
    /// <param name="keepingWarm">The rollout that the environment names as that.</param>
    public static GitGlimpse Of(GitWant want, EnvironmentState environment, RolloutState? tried, RolloutState? keepingWarm) => new(
        environment.StableRelease?.Version,
        environment.Live ?? (keepingWarm is { IsRollingBack: true } ? keepingWarm.Id : null),
        environment.Holds.FirstOrDefault(h => h.Version == want.Version),
        environment.History.FirstOrDefault(p => p.Release.Version == want.Version)?.RolledBackAt is not null,
        tried);
}
