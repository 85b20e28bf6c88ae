using Slipway.Core.Rollouts.Effects;

namespace Slipway.Core.Rollouts.StepRules;

internal static class CheckRule
{
    public static Decision Next(RolloutState state, DateTimeOffset now) =>
        EffectRule.UntilDone(state, new CheckTarget(EffectRule.Key(state, "check-target")), now, EffectRule.Deadline(state, Limits.CheckWithin));
}
