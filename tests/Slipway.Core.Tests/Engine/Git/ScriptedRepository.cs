using Slipway.Core.Git;
using Slipway.Core.Git.Model;
using Slipway.Core.Ports;
using Slipway.Core.Tests.Planning;

namespace Slipway.Core.Tests.Engine.Git;

/// <summary>A repository of one file, <c>versions.yaml</c>, in memory.</summary>
internal sealed class ScriptedRepository : IGitRepositories
{
    public const string Path = "versions.yaml";

    private readonly List<CommitFiles> _commits = [];

    /// <summary>Why it does not answer; null while it does.</summary>
    public string? Away { get; set; }

    /// <summary>Happens between reading and pushing, once.</summary>
    public Action? Meanwhile { get; set; }

    public List<GitEdit> Edits { get; } = [];

    public string Text => _commits[^1].Files[Path]!;

    public static GitRepository Of(WriteBack writeBack = WriteBack.Off, bool heal = false) => new()
    {
        Name = "deploy",
        Url = "/srv/deploy.git",
        Versions = [new VersionsSource { Path = Path, Environment = "production" }],
        WriteBack = writeBack,
        Heal = heal,
    };

    /// <returns>Its hash.</returns>
    public string Commit(string text, string author = "alice")
    {
        var hash = $"{_commits.Count + 1:d40}";
        _commits.Add(new CommitFiles(new CommitNote(hash, author, Samples.Start, $"Change {_commits.Count + 1}"), new Dictionary<string, string?> { [Path] = text }));
        return hash;
    }

    public Task<GitNews?> ReadAsync(GitRepository repository, string? known, CancellationToken cancellation)
    {
        if (Away is { } away)
            return Task.FromException<GitNews?>(new PortUnavailableException(away));
        if (_commits[^1].Commit.Hash == known)
            return Task.FromResult<GitNews?>(null);
        var since = known is null ? [] : _commits.SkipWhile(c => c.Commit.Hash != known).Skip(1).Reverse().ToList();
        return Task.FromResult<GitNews?>(new GitNews(_commits[^1], since));
    }

    public Task<GitPushed?> WriteAsync(GitRepository repository, GitEdit edit, CancellationToken cancellation)
    {
        if (Away is { } away)
            return Task.FromException<GitPushed?>(new PortUnavailableException(away));
        Edits.Add(edit);
        Meanwhile?.Invoke();
        Meanwhile = null;
        if (edit.Change(Text) is not { } changed)
            return Task.FromResult<GitPushed?>(null);
        return Task.FromResult<GitPushed?>(new GitPushed(edit.Branch is null ? Commit(changed, "Slipway") : new string('f', 40), edit.Branch ?? repository.Branch));
    }
}
