namespace Slipway.Core.Git;

/// <summary>A commit with the files of versions as they are in it.</summary>
/// <param name="Files">By path; null where there is none.</param>
public sealed record CommitFiles(CommitNote Commit, IReadOnlyDictionary<string, string?> Files);
