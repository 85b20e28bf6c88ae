using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class ShiftsWithoutLookingAgain : Mutation
{
    public override string Name => "does not look at the readiness again at the instant of a shift (the nearest that there is to a gate)";

    public override Logic Logic() => new()
    {
        Next = (state, now) => Machine.Next(
            state.CurrentStep is ShiftStep ? state with { Workloads = state.Workloads.With(state.Plan.Slot, state.Candidate with { Ready = 1 }) } : state, now),
    };
}
