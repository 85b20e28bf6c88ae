namespace Slipway.Core.Git.Events;

/// <summary>What was known, written down anew, so that older events may be removed.</summary>
public sealed record GitCarried(GitState State) : GitEvent;
