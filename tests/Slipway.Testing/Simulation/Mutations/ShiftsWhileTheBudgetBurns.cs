using Slipway.Core.Engine;
using Slipway.Core.Rollouts;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class ShiftsWhileTheBudgetBurns : Mutation
{
    public override string Name => "shifts traffic without a look at the error budget";

    public override Logic Logic() => new() { Next = (state, now) => Machine.Next(state with { OverridesBudget = true }, now) };
}
