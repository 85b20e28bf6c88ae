namespace Slipway.Core.Ports;

/// <summary>The end of one rollout's series: its samples at or after an instant.</summary>
public readonly record struct SeriesTail(string RolloutId, DateTimeOffset Since);
