using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class StopsBeforeItHasDrained : Mutation
{
    public override string Name => "stops a side as soon as its traffic is gone, before it has drained";

    public override Logic Logic() => new()
    {
        Next = (state, now) => Machine.Next(
            state.CurrentStep is RetireStep && state.ObservedAt is not null ? state with { ObservedAt = now - state.Plan.Drain } : state, now),
    };
}
