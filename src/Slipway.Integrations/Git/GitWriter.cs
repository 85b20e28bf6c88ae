using System.Globalization;
using Slipway.Core.Git.Model;
using Slipway.Core.Ports;

namespace Slipway.Integrations.Git;

/// <summary>Makes a commit without a work tree and pushes it. It only ever adds to a branch: what others pushed meanwhile stays, and is built upon.</summary>
internal sealed class GitWriter(GitRepository repository, GitMirror mirror, GitProgram git)
{
    /// <summary>Tries when others push at the same time.</summary>
    private const int MaxTries = 10;

    /// <summary>Branches with one name and a number behind it.</summary>
    private const int MaxBranches = 9;

    private const string Trailer = "Slipway-Rollout";
    private const string Made = "refs/slipway/made";

    public async Task<GitPushed?> WriteAsync(GitEdit edit, CancellationToken cancellation)
    {
        if (edit.Branch is not null && await PushedAsync(edit, cancellation) is { } done)
            return done;
        for (var tries = 0; ; tries++)
        {
            await mirror.HeadAsync(cancellation);
            await mirror.FetchAsync(repository.Branch, GitMirror.Tip, cancellation);
            if (await CommitAsync(edit, cancellation) is not { } commit)
                return null;
            var branch = edit.Branch is null ? repository.Branch : await FreeAsync(edit.Branch, cancellation);
            var pushed = await git.CallAsync(cancellation, "push", "--porcelain", "--no-verify", "origin", $"{commit}:refs/heads/{branch}");
            if (pushed.IsGood)
                return new GitPushed(commit, branch);
            if (tries + 1 >= MaxTries || !IsRace(pushed))
                throw Refused(pushed, branch);
        }
    }

    private static bool IsRace(GitOutcome pushed) =>
        pushed.Says("[rejected]") || pushed.Says("cannot lock ref") || pushed.Says("failed to update ref") || pushed.Says("incorrect old value");

    private PortUnavailableException Refused(GitOutcome pushed, string branch) => mirror.Unavailable(
        $"does not take a commit on {branch} ({(repository.WriteBack == WriteBack.Commit ? "where a branch is protected, say `writeBack: branch`" : "may this login write?")})", pushed);

    /// <summary>The commit of an earlier try that was taken, and never recorded.</summary>
    private async Task<GitPushed?> PushedAsync(GitEdit edit, CancellationToken cancellation)
    {
        foreach (var branch in Names(edit.Branch!))
        {
            if (await mirror.FindAsync(branch, cancellation) is not { } commit)
                return null;
            await mirror.FetchAsync(branch, Made, cancellation);
            var trailer = await git.RunAsync(cancellation, "log", "--max-count=1", $"--format=%(trailers:key={Trailer},valueonly)", Made);
            if (trailer.IsGood && trailer.Output.Trim() == edit.Key)
                return new GitPushed(commit, branch);
        }

        return null;
    }

    private async Task<string> FreeAsync(string branch, CancellationToken cancellation)
    {
        foreach (var name in Names(branch))
        {
            if (await mirror.FindAsync(name, cancellation) is null)
                return name;
        }

        throw new PortUnavailableException($"{repository.Url} has {MaxBranches} branches {branch} already: merge or delete them");
    }

    private static IEnumerable<string> Names(string branch) =>
        Enumerable.Range(1, MaxBranches).Select(number => number == 1 ? branch : string.Create(CultureInfo.InvariantCulture, $"{branch}-{number}"));

    /// <summary>Null when the change does not apply.</summary>
    private async Task<string?> CommitAsync(GitEdit edit, CancellationToken cancellation)
    {
        var parent = (await mirror.NoteAsync(GitMirror.Tip, cancellation)).Hash;
        if (await mirror.FileAsync(parent, edit.Path, cancellation) is not { Length: <= GitMirror.MaxFileCharacters } text || edit.Change(text) is not { } changed)
            return null;
        var index = Path.Combine(git.Folder, $"slipway-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.index");
        try
        {
            var mode = (await DemandAsync(["ls-tree", parent, edit.Path], null, cancellation)).Split(' ')[0];
            var blob = await DemandAsync(["hash-object", "-w", "--stdin"], changed, cancellation);
            KeyValuePair<string, string> own = new("GIT_INDEX_FILE", index);
            await DemandAsync(["read-tree", parent], null, cancellation, own);
            await DemandAsync(["update-index", "--cacheinfo", $"{mode},{blob},{edit.Path}"], null, cancellation, own);
            var tree = await DemandAsync(["write-tree", "--missing-ok"], null, cancellation, own);
            return await DemandAsync(["commit-tree", tree, "-p", parent, "-F", "-"], $"{edit.Subject}\n\n{edit.Body}\n\n{Trailer}: {edit.Key}\n", cancellation, [.. Author()]);
        }
        finally
        {
            File.Delete(index);
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Author()
    {
        var from = repository.Author.IndexOf('<', StringComparison.Ordinal);
        var (name, mail) = (repository.Author[..from].Trim(), repository.Author[(from + 1)..^1]);
        return [new("GIT_AUTHOR_NAME", name), new("GIT_AUTHOR_EMAIL", mail), new("GIT_COMMITTER_NAME", name), new("GIT_COMMITTER_EMAIL", mail)];
    }

    private async Task<string> DemandAsync(IReadOnlyList<string> arguments, string? input, CancellationToken cancellation, params IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        // Trees may have to be fetched.
        var outcome = await git.RunAsync(arguments, input, [.. git.Login(), .. variables], GitMirror.MaxFileCharacters, cancellation);
        return outcome.IsGood ? outcome.Output.TrimEnd() : throw new PortUnavailableException($"git {arguments[0]} for {repository.Name}: {outcome.Sentence()}");
    }
}
