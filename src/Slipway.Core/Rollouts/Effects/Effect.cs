namespace Slipway.Core.Rollouts.Effects;

/// <summary>Something the engine does in the world through a port.</summary>
/// <param name="Key">The same when it is retried: rollout, step, kind.</param>
public abstract record Effect(string Key);
