namespace Slipway.Core.Environments;

/// <summary>A rollout may now change the environment. It replaces one that keeps an old side warm, or waits for one that it supersedes.</summary>
public sealed record RolloutOpened(string Rollout) : EnvironmentEvent
{
    /// <summary>The promotion below that it follows by itself; null when somebody asked for it.</summary>
    public PromotionBelow? Follows { get; init; }
}
