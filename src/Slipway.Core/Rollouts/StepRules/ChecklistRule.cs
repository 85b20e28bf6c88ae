using Slipway.Core.Gates;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Rollouts.StepRules;

internal static class ChecklistRule
{
    /// <summary>The checks are run once by the rollout; after that people answer, or run them again.</summary>
    public static Decision Next(RolloutState state, ChecklistStep step, DateTimeOffset now)
    {
        if (StandingGates.IsOverridden(state, GateKind.Checklist, now))
            return EffectRule.Done(state, "overridden");
        var run = new RunChecklist(EffectRule.Key(state, "run-checklist"), step.Moment);
        var decision = EffectRule.UntilDone(state, run, now, EffectRule.Deadline(state, Limits.ChecklistWithin));
        if (decision is not Decision.Record { Event: StepSucceeded })
            return decision;
        if (state.Checklist is { IsClear: true } seen && !(seen.Until <= now))
            return EffectRule.Done(state, seen.Sentence);
        var wait = Rollback.Alert(state, now, null, state.Checklist?.Sentence ?? "a look at the checklist");
        return wait with { Watch = wait.Watch | Watch.Checklist };
    }
}
