namespace Slipway.Core.Environments;

/// <summary>A release that was promoted below does not come here by itself, now or at all.</summary>
/// <param name="Why">In a sentence.</param>
/// <param name="Rollout">The rollout that stands in the way; null when it is something else.</param>
/// <param name="Final">True: it will not come. False: it comes once nothing stands in the way.</param>
public sealed record NotPromoted(PromotionBelow Promotion, string Why, string? Rollout, bool Final) : EnvironmentEvent;
