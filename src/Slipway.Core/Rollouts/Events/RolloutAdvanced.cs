namespace Slipway.Core.Rollouts.Events;

/// <summary>A person said <c>promote</c>.</summary>
/// <param name="Full">All further observation is skipped as well.</param>
public sealed record RolloutAdvanced(bool Full, string? Reason) : RolloutEvent;
