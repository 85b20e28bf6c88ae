using Slipway.Core.Git;
using Slipway.Core.Git.Model;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;

namespace Slipway.Integrations.Git;

/// <summary>Repositories by the <c>git</c> program, with a small mirror of each in a folder of its own.</summary>
/// <param name="folder">Where the mirrors are, absolute.</param>
/// <param name="read">Reads a secret, as it is now.</param>
public sealed class GitRepositories(string folder, Func<SecretSource, string> read, TimeProvider time) : IGitRepositories
{
    public async Task<GitNews?> ReadAsync(GitRepository repository, string? known, CancellationToken cancellation)
    {
        var (mirror, _) = Open(repository);
        if (await mirror.HeadAsync(cancellation) == known)
            return null;
        await mirror.FetchAsync(repository.Branch, GitMirror.Tip, cancellation);
        var tip = await mirror.NoteAsync(GitMirror.Tip, cancellation);
        var since = new List<CommitFiles>();
        foreach (var commit in await mirror.SinceAsync(tip.Hash, known, cancellation))
            since.Add(await mirror.FilesAsync(commit, cancellation));
        return new GitNews(await mirror.FilesAsync(tip, cancellation), since);
    }

    public Task<GitPushed?> WriteAsync(GitRepository repository, GitEdit edit, CancellationToken cancellation)
    {
        var (mirror, git) = Open(repository);
        return new GitWriter(repository, mirror, git).WriteAsync(edit, cancellation);
    }

    private (GitMirror Mirror, GitProgram Git) Open(GitRepository repository)
    {
        var askPass = new GitAskPass(folder, read);
        var git = new GitProgram(Path.Combine(folder, repository.Name + ".git"), () => askPass.Variables(repository.Login), time);
        return (new GitMirror(repository, git), git);
    }
}
