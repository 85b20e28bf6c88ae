using Slipway.Core.Planning.Steps;

namespace Slipway.Core.Rollouts.StepRules;

internal static class WaitRule
{
    public static Decision Next(RolloutState state, WaitStep step, DateTimeOffset now)
    {
        var end = state.StepStartedAt + step.For;
        return now >= end ? EffectRule.Done(state, null) : Rollback.Alert(state, now, end, "the cooling period to pass");
    }
}
