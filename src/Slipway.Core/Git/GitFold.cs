using Slipway.Core.Git.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Git;

/// <summary>Events to the state of a repository. Pure.</summary>
public static class GitFold
{
    /// <param name="version">Of the event in its stream.</param>
    public static GitState Apply(GitState state, GitEvent e, int version, DateTimeOffset at) => Changed(state, e, at) with { Version = version };

    private static GitState Changed(GitState state, GitEvent e, DateTimeOffset at) => e switch
    {
        GitSeen seen => state with { Tip = seen.Tip, SeenAt = at, Wants = seen.Wants, Faults = [], FaultyCommit = null, IsAsked = false },
        GitFaulty faulty => state with { Faults = faulty.Faults, FaultyCommit = faulty.Commit, IsAsked = false },
        GitAsked => state with { IsAsked = true },
        GitLooked => state with { IsAsked = false, Faults = state.FaultyCommit is null ? [] : state.Faults },
        GitTried tried => With(state, tried.Place, want => want with { Rollout = tried.Rollout, Obstacle = null, Quarantine = null, Written = null }),
        GitMet met => With(state, met.Place, want => want with { IsMet = true, Obstacle = null, Quarantine = null, Written = null }),
        GitObstructed obstructed => With(state, obstructed.Place, want => want with { Obstacle = obstructed.Obstacle }),
        GitQuarantined quarantined => With(state, quarantined.Place, want => want with { Quarantine = quarantined.Cause, Obstacle = null }),
        GitWroteBack wrote => With(state, wrote.Place, want => want with { Written = wrote.Written, Obstacle = null }),
        GitCarried carried => carried.State,
        _ => throw new InvalidOperationException($"Unknown event {e.GetType().Name}"),
    };

    private static GitState With(GitState state, EnvironmentKey place, Func<GitWant, GitWant> change) =>
        state with { Wants = [.. state.Wants.Select(want => want.Place == place ? change(want) : want)] };
}
