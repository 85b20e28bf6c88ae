using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts.StepRules;

internal static class ProvisionRule
{
    public static Decision Next(RolloutState state, ProvisionStep step, DateTimeOffset now)
    {
        var seen = state.Workloads[step.Slot];
        if (seen.Failure is { } failure && state.Effect?.Outcome == EffectOutcome.Done)
            return EffectRule.Failed(state, failure);
        return EffectRule.UntilItShows(
            state,
            new ApplyWorkload(EffectRule.Key(state, "apply"), step.Slot, step.Replicas),
            now,
            EffectRule.Deadline(state, step.Within),
            step.Slot == state.Plan.Slot ? Watch.Candidate : Watch.Candidate | Watch.Stable,
            seen.IsCurrent && seen.Wanted == step.Replicas && seen.Ready >= step.Replicas,
            $"{step.Replicas} ready {(step.Replicas == 1 ? "instance" : "instances")} of {state.Plan.ReleaseOn(step.Slot).Version} on {step.Slot.Label()}: "
            + $"{seen.Ready} ready{(seen.Detail is null ? "" : $" ({seen.Detail})")}");
    }
}
