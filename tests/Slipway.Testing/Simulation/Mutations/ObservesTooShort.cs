using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class ObservesTooShort : Mutation
{
    public override string Name => "ends an observation early";

    public override Logic Logic() => new()
    {
        Next = (state, now) => Machine.Next(state.CurrentStep is ObserveStep observe ? state with { StepStartedAt = state.StepStartedAt - (observe.For / 2) } : state, now),
    };
}
