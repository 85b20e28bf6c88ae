using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts.StepRules;

internal static class RetireRule
{
    public static Decision Next(RolloutState state, RetireStep step, DateTimeOffset now)
    {
        var begin = step.KeepWarm > TimeSpan.Zero && state.PromotedAt is { } promoted ? promoted + step.KeepWarm : DateTimeOffset.MinValue;
        if (now < begin)
            return new Decision.Wait(begin, Watch.Weights, $"{step.Slot.Label()} is kept warm for an instant way back");

        var seen = state.Workloads[step.Slot];
        var deadline = EffectRule.Deadline(state, Limits.RetireWithin + step.KeepWarm);
        var mine = step.Slot == state.Plan.Slot ? Watch.Candidate : Watch.Stable;
        if (step.Replicas == 0 && MustDrain(state, step.Slot))
        {
            // Observed zero for the drain period: what the router was told does not count.
            if (state.ObservedAt is not { } since || !state.Observed[step.Slot].IsZero)
            {
                return now >= deadline
                    ? EffectRule.Failed(state, state.ObservedAt is null
                        ? $"the router does not tell whether {step.Slot.Label()} is without traffic"
                        : $"{step.Slot.Label()} still has {state.Observed[step.Slot]} of the traffic")
                    : new Decision.Wait(deadline, Watch.Weights, $"{step.Slot.Label()} to be without traffic");
            }

            var drained = since + state.Plan.Drain;
            if (now < drained)
                return new Decision.Wait(drained, Watch.Weights, $"{step.Slot.Label()} to drain");
        }

        return EffectRule.UntilItShows(
            state,
            new ApplyWorkload(EffectRule.Key(state, "apply"), step.Slot, step.Replicas),
            now,
            deadline,
            mine,
            seen.IsCurrent && seen.Wanted == step.Replicas && seen.Instances == step.Replicas,
            $"{step.Slot.Label()} to have {step.Replicas} instances; it has {seen.Instances}");
    }

    /// <summary>A first release that goes, or what a failed one left, has nobody to leave its traffic to: it would wait in vain.</summary>
    internal static bool MustDrain(RolloutState state, Slot slot) =>
        state.Plan.Traffic is not null && !(slot == state.Plan.Slot && state.Plan.From is null);
}
