using Slipway.Core.Engine;
using Slipway.Core.Rollouts;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class IgnoresAlerts : Mutation
{
    public override string Name => "does not act on an alert";

    public override Logic Logic() => new() { Next = (state, now) => Machine.Next(state with { Trouble = null }, now) };
}
