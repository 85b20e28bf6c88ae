using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class RollsBackWithoutLooking : Mutation
{
    public override string Name => "takes a rollback for done when the router was told, not when it shows";

    public override Logic Logic() => new()
    {
        Next = (state, now) => state is { IsRollingBack: true, CurrentStep: ShiftStep, Effect.Outcome: EffectOutcome.Done or EffectOutcome.Unknown }
            ? new Decision.Record(new StepSucceeded(state.Index, null))
            : Machine.Next(state, now),
    };
}
