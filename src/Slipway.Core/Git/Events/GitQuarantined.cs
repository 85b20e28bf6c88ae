using Slipway.Core.Values;

namespace Slipway.Core.Git.Events;

/// <summary>A version that was taken back does not come again until somebody lifts it or the repository wants another.</summary>
public sealed record GitQuarantined(EnvironmentKey Place, ReleaseVersion Version, GitQuarantine Cause) : GitEvent;
