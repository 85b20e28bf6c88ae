using Slipway.Core.Engine;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class TrustsOldInstances : Mutation
{
    public override string Name => "believes after an order to the target what was observed before it";

    public override Logic Logic() => new()
    {
        Apply = (state, e, at) => Fold.Apply(state, e, at) is var after && e is EffectStarted { Slot: { } slot }
            ? after with { Workloads = after.Workloads.With(slot, state.Workloads[slot]) }
            : after,
    };
}
