using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts.StepRules;

internal static class ShiftRule
{
    public static Decision Next(RolloutState state, ShiftStep step, DateTimeOffset now)
    {
        if (state.Full && !state.IsRollingBack && !step.Weight.IsFull && state.Plan.Kind == Planning.PlanKind.Deploy)
            return EffectRule.Done(state, "skipped by a person");
        var deadline = EffectRule.Deadline(state, Limits.ShiftWithin);
        if (step.Slot == state.Plan.Slot && state.Candidate.Ready == 0 && state.Effect is null)
        {
            return now >= deadline
                ? EffectRule.Failed(state, $"no instance on {step.Slot.Label()} is ready")
                : new Decision.Wait(deadline, Watch.Candidate, $"a ready instance on {step.Slot.Label()}");
        }

        var split = TrafficSplit.With(step.Slot, step.Weight);
        return EffectRule.UntilItShows(
            state,
            new SetWeights(EffectRule.Key(state, "set-weights"), split),
            now,
            deadline,
            Watch.Weights | Watch.Candidate,
            state.Observed == split,
            $"the router to show {split}");
    }
}
