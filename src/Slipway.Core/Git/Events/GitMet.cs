using Slipway.Core.Values;

namespace Slipway.Core.Git.Events;

/// <summary>What it wants runs.</summary>
public sealed record GitMet(EnvironmentKey Place, ReleaseVersion Version) : GitEvent;
