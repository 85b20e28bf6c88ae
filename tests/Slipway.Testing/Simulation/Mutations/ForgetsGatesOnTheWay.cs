using Slipway.Core.Engine;
using Slipway.Core.Gates;
using Slipway.Core.Rollouts;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class ForgetsGatesOnTheWay : Mutation
{
    public override string Name => "looks at windows and freezes when it begins, and not again";

    public override Logic Logic() => new()
    {
        Next = (state, now) => Machine.Next(state.Provisioned ? state with { Overrides = Passed } : state, now),
    };

    private static IReadOnlyList<GateOverride> Passed { get; } =
        [.. Enum.GetValues<GateKind>().Select(gate => new GateOverride(gate, "a mistake", "nobody", DateTimeOffset.MaxValue))];
}
