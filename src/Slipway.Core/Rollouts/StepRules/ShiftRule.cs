using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts.StepRules;

internal static class ShiftRule
{
    public static Decision Next(RolloutState state, ShiftStep step, DateTimeOffset now)
    {
        if (IsSkipped(state, step))
            return EffectRule.Done(state, "skipped by a person");
        if (BudgetGate.Hold(state, step, now) is { } held)
            return held;
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
            state.ObservedAt is not null && state.Observed == split,
            $"the router to show {split}");
    }

    /// <summary>A person went on past all observation: then there is nothing to grade for. In a rolling update each share follows the instances, so it stays.</summary>
    private static bool IsSkipped(RolloutState state, ShiftStep step) =>
        state.Full && !state.IsRollingBack && !step.Weight.IsFull && state.Plan is { Kind: PlanKind.Deploy, Strategy: not RollingSpec };
}
