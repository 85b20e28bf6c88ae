namespace Slipway.Core.Environments;

/// <summary>A rollout whose rollback could not finish is tried again, and may change the environment meanwhile.</summary>
public sealed record RolloutReopened(string Rollout) : EnvironmentEvent;
