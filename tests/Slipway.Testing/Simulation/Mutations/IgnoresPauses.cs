using Slipway.Core.Engine;
using Slipway.Core.Rollouts;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class IgnoresPauses : Mutation
{
    public override string Name => "goes on while it is paused";

    public override Logic Logic() => new()
    {
        Next = (state, now) => Machine.Next(state.Phase == RolloutPhase.Paused ? state with { Phase = RolloutPhase.Running } : state, now),
    };
}
