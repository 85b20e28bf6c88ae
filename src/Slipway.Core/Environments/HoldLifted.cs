using Slipway.Core.Values;

namespace Slipway.Core.Environments;

/// <summary>A release that was held may be deployed again.</summary>
public sealed record HoldLifted(ReleaseVersion Version, string Reason) : EnvironmentEvent;
