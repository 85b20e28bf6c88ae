using Slipway.Contracts.Views;
using Slipway.Core.Environments;
using Slipway.Core.Git;
using Slipway.Core.Git.Model;

namespace Slipway.Server.Api.Views;

/// <summary>Repositories as the API tells them. Pure.</summary>
internal static class GitViews
{
    public static GitRepositoryView Of(GitRepository repository, GitState state, IReadOnlyList<GitWantView> wants) => new()
    {
        Name = repository.Name,
        Url = repository.Url,
        Branch = repository.Branch,
        Commit = state.Tip?.Hash,
        Author = state.Tip?.Author,
        Subject = state.Tip?.Subject,
        SeenAt = state.SeenAt,
        Asked = state.IsAsked,
        Faults = [.. state.Faults.Select(fault => state.FaultyCommit is null ? fault.ToString() : $"commit {state.FaultyCommit}: {fault}")],
        Wants = wants,
    };

    public static GitWantView Of(GitWant want, EnvironmentState environment)
    {
        var phase = PhaseOf(want, environment);
        return new GitWantView
        {
            App = want.Place.App,
            Environment = want.Place.Environment,
            Version = want.Version.ToString(),
            Runs = environment.StableRelease?.Version.ToString(),
            Commit = want.Commit.Hash,
            Author = want.Commit.Author,
            Path = want.Path,
            Line = want.Line,
            Phase = phase,
            Rollout = environment.Live ?? want.Rollout,
            Detail = DetailOf(want, environment, phase),
        };
    }

    private static GitWantPhase PhaseOf(GitWant want, EnvironmentState environment)
    {
        if (environment.Live is not null)
            return GitWantPhase.UnderWay;
        if (environment.StableRelease?.Version == want.Version)
            return GitWantPhase.InSync;
        if (want.Quarantine is not null)
            return GitWantPhase.Quarantined;
        return want.Obstacle?.Kind switch
        {
            GitObstacleKind.Drift => GitWantPhase.Drifted,
            GitObstacleKind.Refused => GitWantPhase.Refused,
            _ => GitWantPhase.Pending,
        };
    }

    private static string? DetailOf(GitWant want, EnvironmentState environment, GitWantPhase phase) => phase switch
    {
        GitWantPhase.UnderWay => environment.Live,
        GitWantPhase.Quarantined => $"{want.Quarantine!.Reason}{Back(want)}; `slipway lift {want.Version} --app {want.Place.App} --env {want.Place.Environment} --reason TEXT` tries it again",
        GitWantPhase.InSync => null,
        _ => want.Obstacle?.Sentence,
    };

    private static string Back(GitWant want) => want switch
    {
        { Written: { } written } => $"; commit {written.Commit} on {written.Branch} names {written.To}",
        { Obstacle: { Kind: GitObstacleKind.NotWritten } not } => $"; not written back: {not.Sentence}",
        _ => "",
    };
}
