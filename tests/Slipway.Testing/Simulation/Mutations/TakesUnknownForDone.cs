using Slipway.Core.Engine;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class TakesUnknownForDone : Mutation
{
    public override string Name => "takes an effect of unknown outcome for done";

    public override Logic Logic() => new()
    {
        Next = (state, now) => state is { Effect.Outcome: EffectOutcome.Unknown, Phase: not RolloutPhase.Paused, CurrentStep: not null, IsLive: true }
            ? new Decision.Record(new StepSucceeded(state.Index, null))
            : Machine.Next(state, now),
    };
}
