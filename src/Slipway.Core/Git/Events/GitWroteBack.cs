using Slipway.Core.Values;

namespace Slipway.Core.Git.Events;

/// <summary>A version that was taken back was taken back in the repository.</summary>
public sealed record GitWroteBack(EnvironmentKey Place, ReleaseVersion From, GitWritten Written) : GitEvent;
