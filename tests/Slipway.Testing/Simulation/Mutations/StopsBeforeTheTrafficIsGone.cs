using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class StopsBeforeTheTrafficIsGone : Mutation
{
    public override string Name => "stops the candidate before its traffic is gone";

    public override Logic Logic() => new()
    {
        Next = (state, now) => Machine.Next(state.CurrentStep is RetireStep retire ? Drained(state, retire, now) : state, now) switch
        {
            Decision.Record { Event: RollbackStarted rollback } => new Decision.Record(rollback with { Steps = [.. rollback.Steps.Reverse()] }),
            var decision => decision,
        },
    };

    private static RolloutState Drained(RolloutState state, RetireStep retire, DateTimeOffset now) =>
        state with { Observed = TrafficSplit.AllTo(retire.Slot.Other()), ObservedAt = now - state.Plan.Drain };
}
