namespace Slipway.Core.Rollouts.Effects;

/// <summary>Takes a fresh look at the metrics and judges: the verdict that ends an observation is never an old one.</summary>
public sealed record TakeVerdict(string Key) : Effect(Key);
