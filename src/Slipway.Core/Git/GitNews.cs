namespace Slipway.Core.Git;

/// <summary>What is new on a branch.</summary>
/// <param name="Tip">The commit at its end.</param>
/// <param name="Since">Commits since the one that was known which changed one of the files, newest first; not all of them where there are many.</param>
public sealed record GitNews(CommitFiles Tip, IReadOnlyList<CommitFiles> Since);
