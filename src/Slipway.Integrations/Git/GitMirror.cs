using System.Globalization;
using Slipway.Core.Git;
using Slipway.Core.Git.Model;
using Slipway.Core.Ports;

namespace Slipway.Integrations.Git;

/// <summary>What is kept of a repository on this machine: the newest commits of one branch, and of their files those that were read. It may be removed at any time.</summary>
internal sealed class GitMirror(GitRepository repository, GitProgram git)
{
    public const string Tip = "refs/slipway/tip";

    /// <summary>Commits that are fetched behind the newest one.</summary>
    private const int MaxDepth = 50;

    /// <summary>Commits that are read file by file.</summary>
    private const int MaxCommits = 20;

    /// <summary>A file of versions is a few lines.</summary>
    public const int MaxFileCharacters = 1024 * 1024;

    /// <summary>What git says when it was killed in the middle, or a disk lost something.</summary>
    private static readonly string[] Broken = [".lock': File exists", "not a git repository", "bad object", "corrupt", "missing blob", "unable to read tree", "bad config"];

    /// <summary>What a host says that gives whole fetches only: one behind an sshd that keeps back which protocol git speaks.</summary>
    private const string WholeOnly = "does not allow request for unadvertised object";

    private const string IsPartial = "remote.origin.promisor";

    /// <summary>The commit at the end of the branch, as its host says now.</summary>
    public async Task<string> HeadAsync(CancellationToken cancellation) =>
        await FindAsync(repository.Branch, cancellation)
        ?? throw new PortUnavailableException($"{repository.Url} has no branch {repository.Branch}: name another in git.yaml, or push it");

    /// <summary>Null when there is no such branch.</summary>
    public async Task<string?> FindAsync(string branch, CancellationToken cancellation)
    {
        await MakeAsync(cancellation);
        var listed = await git.CallAsync(cancellation, "ls-remote", "--refs", "origin", $"refs/heads/{branch}");
        return listed.IsGood
            ? listed.Output.Split('\n').Select(line => line.Split('\t')).FirstOrDefault(line => line is [_, var name] && name == $"refs/heads/{branch}")?[0]
            : throw Unavailable("cannot be read", listed);
    }

    /// <summary>Brings what is new on a branch here, as <paramref name="to"/>.</summary>
    public async Task FetchAsync(string branch, string to, CancellationToken cancellation)
    {
        var outcome = await TryFetchAsync(branch, to, cancellation);
        if (!outcome.IsGood && Broken.Any(outcome.Says))
        {
            Directory.Delete(git.Folder, recursive: true);
            await MakeAsync(cancellation);
            outcome = await TryFetchAsync(branch, to, cancellation);
        }

        if (!outcome.IsGood)
            throw Unavailable("cannot be fetched", outcome);
    }

    /// <summary>The newest commits behind <paramref name="tip"/> that are not behind <paramref name="known"/> and changed one of the files, newest first.</summary>
    public async Task<IReadOnlyList<CommitNote>> SinceAsync(string tip, string? known, CancellationToken cancellation)
    {
        if (known is null || !(await git.RunAsync(cancellation, "cat-file", "-e", $"{known}^{{commit}}")).IsGood)
            return [];
        return await LogAsync(
            ["--first-parent", $"--max-count={MaxCommits}", $"{known}..{tip}", "--", .. repository.Versions.Select(v => v.Path).Distinct()], cancellation);
    }

    public async Task<CommitNote> NoteAsync(string commit, CancellationToken cancellation) => (await LogAsync(["--max-count=1", commit], cancellation))[0];

    public async Task<CommitFiles> FilesAsync(CommitNote commit, CancellationToken cancellation)
    {
        var files = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var path in repository.Versions.Select(v => v.Path).Distinct())
            files[path] = await FileAsync(commit.Hash, path, cancellation);
        return new CommitFiles(commit, files);
    }

    /// <summary>A file's text; null when the commit has none. Only as much as tells that it is too large of one that is.</summary>
    public async Task<string?> FileAsync(string commit, string path, CancellationToken cancellation)
    {
        var outcome = await BlobAsync(commit, path, cancellation);
        if (!outcome.IsGood && outcome.Says(WholeOnly))
        {
            await MakeWholeAsync(cancellation);
            outcome = await BlobAsync(commit, path, cancellation);
        }

        if (outcome.IsGood)
            return outcome.Output;
        return outcome.Says("does not exist in") || outcome.Says("exists on disk, but not in") || outcome.Says("bad file") || outcome.Says("Not a valid object name")
            ? null
            : throw Unavailable($"does not give {path}", outcome);
    }

    /// <summary>It may have to be fetched.</summary>
    private Task<GitOutcome> BlobAsync(string commit, string path, CancellationToken cancellation) =>
        git.RunAsync(["cat-file", "blob", $"{commit}:{path}"], null, git.Login(), MaxFileCharacters + 1, cancellation);

    /// <summary>Anew, with all files of the commits, from now on.</summary>
    private async Task MakeWholeAsync(CancellationToken cancellation)
    {
        Directory.Delete(git.Folder, recursive: true);
        await MakeAsync(cancellation);
        await DemandAsync(cancellation, "config", IsPartial, "false");
        await FetchAsync(repository.Branch, Tip, cancellation);
    }

    public PortUnavailableException Unavailable(string what, GitOutcome outcome) => new($"{repository.Url} {what}: {outcome.Sentence()}");

    /// <summary>A repository of no commits whose origin is the one that is followed.</summary>
    private async Task MakeAsync(CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(git.Folder, "HEAD")))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(git.Folder)!);
            await DemandAsync(cancellation, "init", "--quiet", "--bare", "--template=");
        }

        var url = await git.RunAsync(cancellation, "config", "remote.origin.url");
        if (url.Output.TrimEnd() == repository.Url)
            return;
        if (Broken.Any(url.Says))
        {
            Directory.Delete(git.Folder, recursive: true);
            await DemandAsync(cancellation, "init", "--quiet", "--bare", "--template=");
        }

        await DemandAsync(cancellation, "config", IsPartial, "true");
        await DemandAsync(cancellation, "config", "remote.origin.partialclonefilter", "blob:none");
        await DemandAsync(cancellation, "config", "remote.origin.url", repository.Url);
    }

    private async Task<GitOutcome> TryFetchAsync(string branch, string to, CancellationToken cancellation)
    {
        var isPartial = await git.RunAsync(cancellation, "config", IsPartial);
        return await git.CallAsync(
            cancellation,
            "fetch", "--quiet", "--force", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", "--recurse-submodules=no",
            $"--depth={MaxDepth.ToString(CultureInfo.InvariantCulture)}", isPartial.Says("false") ? "--no-filter" : "--filter=blob:none", "origin", $"refs/heads/{branch}:{to}");
    }

    private async Task<IReadOnlyList<CommitNote>> LogAsync(IReadOnlyList<string> what, CancellationToken cancellation)
    {
        var outcome = await git.RunAsync(["log", "--no-show-signature", "--format=%H%x1f%an%x1f%aI%x1f%s%x1e", .. what], null, git.Login(), MaxFileCharacters, cancellation);
        if (!outcome.IsGood)
            throw Unavailable("cannot be read", outcome);
        return
        [
            .. outcome.Output.Split('\x1e').Select(entry => entry.Trim().Split('\x1f')).Where(fields => fields.Length == 4)
                .Select(fields => new CommitNote(fields[0], Line(fields[1]), At(fields[2]), Line(fields[3]))),
        ];
    }

    private async Task DemandAsync(CancellationToken cancellation, params IReadOnlyList<string> arguments)
    {
        var outcome = await git.RunAsync(cancellation, arguments);
        if (!outcome.IsGood)
            throw new PortUnavailableException($"git {arguments[0]} in {git.Folder}: {outcome.Sentence()}");
    }

    private static string Line(string text)
    {
        const int most = 200;
        var line = string.Concat(text.Where(c => !char.IsControl(c))).Trim();
        return line.Length <= most ? line : line[..most] + "…";
    }

    // A commit may claim any time, even none that there is.
    private static DateTimeOffset At(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? at.ToUniversalTime() : DateTimeOffset.UnixEpoch;
}
