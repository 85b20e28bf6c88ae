using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Rollouts.StepRules;

internal static class ConfirmRule
{
    public static Decision Next(RolloutState state, ConfirmStep step, DateTimeOffset now) =>
        state.Full ? EffectRule.Done(state, "confirmed") : new Decision.Record(new WaitingStarted(step.Question));
}
