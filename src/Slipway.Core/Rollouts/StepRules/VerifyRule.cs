using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Effects;

namespace Slipway.Core.Rollouts.StepRules;

internal static class VerifyRule
{
    /// <summary>Checks that fail are put again for a while: the first answer of a service that has just started may be no.</summary>
    public static Decision Next(RolloutState state, VerifyStep step, DateTimeOffset now) =>
        EffectRule.UntilDone(
            state,
            new RunChecks(EffectRule.Key(state, "run-checks"), step.Slot, step.Checks),
            now,
            EffectRule.Deadline(state, Limits.VerifyWithin));
}
