namespace Slipway.Core.Rollouts.Events;

/// <summary>The release is stable now.</summary>
public sealed record RolloutPromoted : RolloutEvent;
