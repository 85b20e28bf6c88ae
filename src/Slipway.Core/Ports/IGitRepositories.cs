using Slipway.Core.Git;
using Slipway.Core.Git.Model;

namespace Slipway.Core.Ports;

/// <summary>The repositories themselves.</summary>
public interface IGitRepositories
{
    /// <summary>What the branch has that is not known.</summary>
    /// <param name="known">A commit; null: nothing is.</param>
    /// <returns>Null when the branch ends at <paramref name="known"/>.</returns>
    /// <exception cref="PortUnavailableException">The repository or the branch is not there, or does not answer.</exception>
    Task<GitNews?> ReadAsync(GitRepository repository, string? known, CancellationToken cancellation);

    /// <summary>
    /// Commits a change of one file at the branch's end, whatever was pushed meanwhile; never overwrites what others pushed.
    /// An edit that was pushed to a branch of its own before is not pushed twice.
    /// </summary>
    /// <returns>Null when the edit does not apply to the file as it is now.</returns>
    /// <exception cref="PortUnavailableException">It was not taken.</exception>
    Task<GitPushed?> WriteAsync(GitRepository repository, GitEdit edit, CancellationToken cancellation);
}
