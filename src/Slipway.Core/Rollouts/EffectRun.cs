using Slipway.Core.Rollouts.Effects;

namespace Slipway.Core.Rollouts;

/// <summary>The last effect of the current step.</summary>
/// <param name="Attempts">Times begun under this key.</param>
/// <param name="Outcome">Null while it runs, and when its engine died before it could say.</param>
public sealed record EffectRun(string Key, int Attempts, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, EffectOutcome? Outcome, string? Error);
