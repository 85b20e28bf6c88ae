using Slipway.Core.Engine;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class SkipsAnEvent : Mutation
{
    public override string Name => "leaves out an event when it reads a rollout: that a person resumed it";

    public override Logic Logic() => new()
    {
        Apply = (state, e, at) => e is RolloutResumed ? state with { Version = state.Version + 1 } : Fold.Apply(state, e, at),
    };
}
