namespace Slipway.Core.Git.Events;

/// <summary>A commit at the branch's end that could be read.</summary>
/// <param name="Wants">All of them, with what has come of each so far.</param>
public sealed record GitSeen(CommitNote Tip, IReadOnlyList<GitWant> Wants) : GitEvent;
