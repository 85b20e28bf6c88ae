using Slipway.Core.Engine;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class GoesOnWithoutVerdict : Mutation
{
    public override string Name => "ends an observation without a verdict";

    public override Logic Logic() => new()
    {
        Next = (state, now) => Machine.Next(state, now) is Decision.Run { Effect: TakeVerdict }
            ? new Decision.Record(new StepSucceeded(state.Index, null))
            : Machine.Next(state, now),
    };
}
