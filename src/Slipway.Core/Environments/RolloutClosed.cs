namespace Slipway.Core.Environments;

/// <summary>A rollout will not change the environment any more.</summary>
public sealed record RolloutClosed(string Rollout) : EnvironmentEvent;
