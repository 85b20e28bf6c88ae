namespace Slipway.Core.Rollouts.Events;

/// <summary>A critical alert about the environment.</summary>
public sealed record AlertReceived(string Name, string Summary) : RolloutEvent;
