using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts;

/// <summary>How a rollout whose steps are through has ended, in a word and a sentence.</summary>
internal static class Ending
{
    public static RolloutEnded Of(RolloutState state)
    {
        var version = state.Plan.Release.Version;
        if (!state.IsRollingBack)
        {
            return new RolloutEnded(RolloutPhase.Succeeded, state.IsPromoted
                ? $"{version} is stable on {state.Plan.Slot.Label()}"
                : $"{version} has {state.Observed[state.Plan.Slot]} of the traffic");
        }

        var cause = state.Cause!;
        return cause.Kind switch
        {
            CauseKind.Superseded => new RolloutEnded(RolloutPhase.Superseded, cause.Sentence),
            CauseKind.Person or CauseKind.Train when state.ExposedAt is null => new RolloutEnded(RolloutPhase.Cancelled, cause.Sentence),
            _ => new RolloutEnded(RolloutPhase.RolledBack, cause.Sentence),
        };
    }

    public static RolloutEnded Stuck(RolloutState state) => new(
        RolloutPhase.Failed,
        $"The rollback could not finish: {state.Steps[state.Index].Step.Kind}: {state.Steps[state.Index].Detail}. A person is needed; `retry` goes on from there");
}
