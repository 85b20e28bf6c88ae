namespace Slipway.Core.Git.Events;

/// <summary>The branch cannot be read, or its newest commit cannot: what was wanted before stands.</summary>
/// <param name="Commit">Null when the repository itself cannot be read.</param>
public sealed record GitFaulty(string? Commit, IReadOnlyList<GitFault> Faults) : GitEvent;
