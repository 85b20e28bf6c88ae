using Slipway.Core.Values;

namespace Slipway.Core.Git.Events;

/// <summary>A rollout was opened for what it wants; written in one transaction with that.</summary>
public sealed record GitTried(EnvironmentKey Place, ReleaseVersion Version, string Commit, string Rollout) : GitEvent;
