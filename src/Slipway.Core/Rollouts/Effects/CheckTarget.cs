namespace Slipway.Core.Rollouts.Effects;

/// <summary>Asks the target whether the release could run.</summary>
public sealed record CheckTarget(string Key) : Effect(Key);
