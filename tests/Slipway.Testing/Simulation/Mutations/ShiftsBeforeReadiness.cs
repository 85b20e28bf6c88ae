using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class ShiftsBeforeReadiness : Mutation
{
    public override string Name => "gives traffic to instances that are not ready";

    public override Logic Logic() => new()
    {
        Next = (state, now) => Machine.Next(
            state is { CurrentStep: ProvisionStep or ShiftStep, Candidate: { Failure: null, Ready: 0 } seen }
                ? state with { Workloads = state.Workloads.With(state.Plan.Slot, seen with { Ready = seen.Wanted }) }
                : state,
            now),
    };
}
