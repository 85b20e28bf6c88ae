namespace Slipway.Core.Environments;

/// <summary>A rollout may now change the environment. It replaces one that keeps an old side warm, or waits for one that it supersedes.</summary>
public sealed record RolloutOpened(string Rollout) : EnvironmentEvent;
