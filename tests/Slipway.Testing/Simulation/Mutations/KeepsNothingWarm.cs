using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class KeepsNothingWarm : Mutation
{
    public override string Name => "retires the old side at once that is to be kept warm";

    public override Logic Logic() => new()
    {
        Next = (state, now) => Machine.Next(state.CurrentStep is RetireStep && state.PromotedAt is not null ? state with { PromotedAt = DateTimeOffset.UnixEpoch } : state, now),
    };
}
