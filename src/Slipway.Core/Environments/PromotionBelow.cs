namespace Slipway.Core.Environments;

/// <summary>A promotion in an environment from which releases come here by themselves.</summary>
/// <param name="Environment">Its name; the app is the same.</param>
/// <param name="Rollout">The rollout that was promoted there.</param>
/// <param name="At">When.</param>
public sealed record PromotionBelow(string Environment, string Rollout, DateTimeOffset At);
