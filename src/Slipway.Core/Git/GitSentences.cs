using Slipway.Core.Git.Events;

namespace Slipway.Core.Git;

/// <summary>Events of repositories in words.</summary>
public static class GitSentences
{
    /// <summary>An event as a line of a log.</summary>
    public static string Of(GitEvent e) => e switch
    {
        GitSeen seen => $"commit {seen.Tip.Short()} by {seen.Tip.Author} is followed now: {seen.Tip.Subject}",
        GitFaulty { Commit: { } commit } faulty => $"commit {commit} cannot be read, and what was wanted before stands: {string.Join("; ", faulty.Faults)}",
        GitFaulty faulty => $"cannot be read, and what was wanted before stands: {string.Join("; ", faulty.Faults)}",
        GitAsked => "is looked at, as somebody asked",
        GitLooked => "has nothing new",
        GitTried tried => $"{tried.Version} comes to {tried.Place} by {tried.Rollout}, as commit {tried.Commit} says",
        GitMet met => $"{met.Version} runs in {met.Place}",
        GitObstructed { Obstacle: { Kind: GitObstacleKind.Drift } drift } at => $"{at.Place} has drifted: {drift.Sentence}",
        GitObstructed { Obstacle: { Kind: GitObstacleKind.NotWritten } not } at => $"the rollback of {at.Place} is not written back: {not.Sentence}",
        GitObstructed at => $"what is wanted in {at.Place} does not come yet: {at.Obstacle.Sentence}",
        GitQuarantined quarantined => $"{quarantined.Version} is not tried again in {quarantined.Place}: {quarantined.Cause.Reason}",
        GitWroteBack wrote => $"{wrote.Place} is set back from {wrote.From} to {wrote.Written.To} by commit {wrote.Written.Commit} on {wrote.Written.Branch}",
        GitCarried => "what is wanted was written down anew, so that older events may be removed",
        _ => e.GetType().Name,
    };
}
