using Slipway.Core.Git;
using Slipway.Core.Git.Events;
using Slipway.Core.Git.Model;
using Slipway.Core.Planning;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Values;

namespace Slipway.Core.Engine.Git;

/// <summary>Looks at one repository, and carries out what <see cref="GitFollower"/> decides. May be broken off between any two actions and gone on with by anybody.</summary>
public sealed class GitDriver(GitRepository repository, IGitRepositories repositories, GitLedger git, Ledger ledger, RolloutService rollouts)
{
    /// <summary>Decisions of one round for one version: it is tried, and what stands in its way is said.</summary>
    private const int MaxTurns = 10;

    private static readonly Actor Self = GitAuthors.Slipway;

    public string Name => repository.Name;

    public Task<GitState> LoadAsync(CancellationToken cancellation) => git.LoadAsync(repository.Name, cancellation);

    /// <summary>Reads what is new in the repository.</summary>
    /// <exception cref="StreamConflictException">Another server looked at the same time.</exception>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var state = await LoadAsync(cancellation);
        GitEvent? seen;
        try
        {
            seen = await repositories.ReadAsync(repository, state.Known(), cancellation) is { } news
                ? GitReading.Of(repository, state, news)
                : state.IsAsked || (state.FaultyCommit is null && state.Faults.Count > 0) ? new GitLooked() : null;
        }
        catch (PortUnavailableException fault)
        {
            var faults = new[] { new GitFault(null, null, fault.Message) };
            seen = state.IsAsked || state.FaultyCommit is not null || !state.Faults.SequenceEqual(faults) ? new GitFaulty(null, faults) : null;
        }

        if (seen is not null)
            await RecordAsync(state, seen, cancellation);
    }

    /// <summary>Does what there is to do now for all that the repository wants.</summary>
    public async Task ActAsync(CancellationToken cancellation)
    {
        foreach (var place in (await LoadAsync(cancellation)).Wants.Select(want => want.Place))
            await ActAsync(place, cancellation);
    }

    private async Task ActAsync(EnvironmentKey place, CancellationToken cancellation)
    {
        for (var turn = 0; turn < MaxTurns; turn++)
        {
            var state = await LoadAsync(cancellation);
            if (state.Find(place) is not { } want)
                return;
            try
            {
                if (!await StepAsync(state, want, GitFollower.Decide(repository, want, await GlimpseAsync(want, cancellation)), cancellation))
                    return;
            }
            catch (StreamConflictException)
            {
                // A person, or another server, was first: decide anew on what is there now.
            }
        }
    }

    /// <returns>Whether there may be more to do at once.</returns>
    private async Task<bool> StepAsync(GitState state, GitWant want, GitDecision decision, CancellationToken cancellation)
    {
        switch (decision)
        {
            case GitDecision.Deploy deploy:
                await DeployAsync(state, want, deploy.Why, cancellation);
                return false;
            case GitDecision.Quarantine quarantine:
                return await QuarantineAsync(state, want, quarantine.Cause, cancellation);
            case GitDecision.WriteBack back:
                await WriteBackAsync(state, want, back.To, cancellation);
                return false;
            case GitDecision.Meet:
                await RecordAsync(state, new GitMet(want.Place, want.Version), cancellation);
                return false;
            case GitDecision.Say say:
                await RecordAsync(state, new GitObstructed(want.Place, say.Obstacle), cancellation);
                return false;
            default:
                return false;
        }
    }

    private async Task DeployAsync(GitState state, GitWant want, string why, CancellationToken cancellation)
    {
        var request = new Request.Deploy(want.Place.App, want.Place.Environment, want.Version.ToString(), Supersede: false, why, GitAuthors.Of(repository.Name, want.Commit))
        {
            Source = new Source(want.Commit.Hash, repository.Branch) { Repository = repository.Url },
            Git = new GitTicket(repository.Name, state.Version, new GitTried(want.Place, want.Version, want.Commit.Hash, "")),
        };
        if ((await rollouts.DeployAsync(request, cancellation)).Refusal is { } refusal)
            await SayAsync(state, want, GitObstacleKind.Refused, Sentence(refusal), cancellation);
    }

    /// <summary>The environment's own hold is what keeps it away, so that nobody else brings it either, and lifting is one command.</summary>
    private async Task<bool> QuarantineAsync(GitState state, GitWant want, GitQuarantine cause, CancellationToken cancellation)
    {
        var environment = await ledger.LoadEnvironmentAsync(want.Place, cancellation);
        if (environment.Holds.All(hold => hold.Version != want.Version))
        {
            var hold = await rollouts.HoldAsync(
                new Request.Hold(want.Place.App, want.Place.Environment, want.Version.ToString(), $"{(cause.Rollout is null ? "" : $"{cause.Rollout}: ")}{cause.Reason}", Self), cancellation);
            if (hold.Refusal is { } refusal)
            {
                await SayAsync(state, want, GitObstacleKind.Refused, Sentence(refusal), cancellation);
                return false;
            }
        }

        await RecordAsync(state, new GitQuarantined(want.Place, want.Version, cause), cancellation);
        return true;
    }

    private async Task WriteBackAsync(GitState state, GitWant want, ReleaseVersion to, CancellationToken cancellation)
    {
        var source = repository.Versions.First(v => v.Path == want.Path && v.Environment == want.Place.Environment && (v.App ?? want.Place.App) == want.Place.App);
        var (app, environment) = want.Place;
        var edit = new GitEdit(
            want.Quarantine!.Rollout ?? $"{app}.{environment}.{want.Version}", want.Path,
            repository.WriteBack == WriteBack.Branch ? $"slipway/rollback-{app}-{environment}-{want.Version}" : null,
            $"Set {app} back to {to} in {environment}",
            $"{want.Version}, which came with commit {want.Commit.Short()}, was taken back: {want.Quarantine.Reason}",
            text => VersionsFile.Change(source, text, app, want.Version, to));
        try
        {
            if (await repositories.WriteAsync(repository, edit, cancellation) is { } pushed)
                await RecordAsync(state, new GitWroteBack(want.Place, want.Version, new GitWritten(to, pushed.Commit, pushed.Branch)), cancellation);
            else
                await ChangedAsync(want, cancellation);
        }
        catch (PortUnavailableException fault)
        {
            await SayAsync(state, want, GitObstacleKind.NotWritten, fault.Message, cancellation);
        }
    }

    /// <summary>Somebody was faster, and then the repository wants something else now; or the version stands where it cannot be changed.</summary>
    private async Task ChangedAsync(GitWant want, CancellationToken cancellation)
    {
        await LookAsync(cancellation);
        var state = await LoadAsync(cancellation);
        if (state.Find(want.Place) is { } now && now.Version == want.Version)
            await SayAsync(state, now, GitObstacleKind.NotWritten, $"{want.Version} does not stand in {want.Path} as a plain value: change it by hand", cancellation);
    }

    private async Task SayAsync(GitState state, GitWant want, GitObstacleKind kind, string sentence, CancellationToken cancellation)
    {
        if (GitFollower.Say(want, new GitObstacle(kind, sentence)) is GitDecision.Say say)
            await RecordAsync(state, new GitObstructed(want.Place, say.Obstacle), cancellation);
    }

    private async Task<GitGlimpse> GlimpseAsync(GitWant want, CancellationToken cancellation)
    {
        var environment = await ledger.LoadEnvironmentAsync(want.Place, cancellation);
        return GitGlimpse.Of(want, environment, await FindAsync(want.Rollout, cancellation), await FindAsync(environment.KeepingWarm, cancellation));
    }

    private async Task<RolloutState?> FindAsync(string? id, CancellationToken cancellation) => id is null ? null : await ledger.LoadAsync(id, cancellation);

    private static string Sentence(Refusal refusal) => refusal.Errors.Count > 0 ? $"{refusal.Message}: {refusal.Errors[0]}" : refusal.Message;

    private Task<GitState> RecordAsync(GitState state, GitEvent e, CancellationToken cancellation) => git.RecordAsync(repository.Name, state, e, Self, cancellation);
}
