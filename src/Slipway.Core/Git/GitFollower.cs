using Slipway.Core.Git.Model;
using Slipway.Core.Rollouts;

namespace Slipway.Core.Git;

/// <summary>Decides what a repository's wish for one environment means now. Pure.</summary>
public static class GitFollower
{
    public static GitDecision Decide(GitRepository repository, GitWant want, GitGlimpse seen)
    {
        if (seen.Live is not null)
            return new GitDecision.Rest();
        if (seen.Runs == want.Version)
            return want is { IsMet: true, Obstacle: null, Quarantine: null } ? new GitDecision.Rest() : new GitDecision.Meet();
        if (want.Quarantine is not null)
            return Quarantined(repository, want, seen);
        if (want.Rollout is null && !want.IsMet && !(want.IsBaseline && seen.Runs is not null))
            return new GitDecision.Deploy($"{want.Commit.Subject} (commit {want.Commit.Short()} of {repository.Name})");

        // A person, or the machine, took it back: that is stronger than what the repository says, healing or not.
        if (TakenBack(want, seen) is { } cause)
            return new GitDecision.Quarantine(cause);
        return repository.Heal
            ? new GitDecision.Deploy($"{repository.Name} says {want.Version}, and {seen.Runs?.ToString() ?? "nothing"} ran")
            : Say(want, new GitObstacle(
                GitObstacleKind.Drift,
                $"{seen.Runs?.ToString() ?? "nothing"} runs: bring {want.Version} with `slipway deploy --app {want.Place.App} --env {want.Place.Environment} --version {want.Version}`, commit what runs, or say `heal: true`"));
    }

    /// <returns>Rest where the same is said already.</returns>
    public static GitDecision Say(GitWant want, GitObstacle obstacle) =>
        obstacle.SaysTheSameAs(want.Obstacle) ? new GitDecision.Rest() : new GitDecision.Say(obstacle);

    private static GitDecision Quarantined(GitRepository repository, GitWant want, GitGlimpse seen)
    {
        if (seen.Hold is null)
            return new GitDecision.Deploy($"{want.Version} may come again (commit {want.Commit.Short()} of {repository.Name})");
        return repository.WriteBack != WriteBack.Off && want.Written is null && seen.Runs is { } runs ? new GitDecision.WriteBack(runs) : new GitDecision.Rest();
    }

    private static GitQuarantine? TakenBack(GitWant want, GitGlimpse seen)
    {
        if (seen.Tried is { Phase: RolloutPhase.RolledBack or RolloutPhase.Failed or RolloutPhase.Cancelled } tried)
            return new GitQuarantine(FirstLine(tried.Cause?.Sentence ?? tried.Summary ?? Commands.Word(tried.Phase)), tried.Id);
        return seen.IsTakenBack && (want.IsMet || want.Rollout is not null)
            ? new GitQuarantine(FirstLine(seen.Hold?.Reason ?? "it was rolled back"), seen.Hold?.Rollout ?? want.Rollout)
            : null;
    }

    /// <summary>It goes into a commit: what a service printed as it died has no place there.</summary>
    /// <summary>Without the output of a container that may follow.</summary>
    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();
}
