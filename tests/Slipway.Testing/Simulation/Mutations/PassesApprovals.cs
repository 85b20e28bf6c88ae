using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class PassesApprovals : Mutation
{
    public override string Name => "goes on without the approvals that the plan asks for";

    public override Logic Logic() => new()
    {
        Next = (state, now) => state is { CurrentStep: ApproveStep, IsRollingBack: false, Phase: RolloutPhase.Running or RolloutPhase.Waiting, After: null }
            ? new Decision.Record(new StepSucceeded(state.Index, null))
            : Machine.Next(state, now),
    };
}
