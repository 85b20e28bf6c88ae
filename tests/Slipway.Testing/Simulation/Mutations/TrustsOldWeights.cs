using Slipway.Core.Engine;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class TrustsOldWeights : Mutation
{
    public override string Name => "believes after an order to the router what was observed before it";

    public override Logic Logic() => new()
    {
        Apply = (state, e, at) => Fold.Apply(state, e, at) is var after && e is EffectStarted { Split: not null } ? after with { ObservedAt = state.ObservedAt } : after,
    };
}
