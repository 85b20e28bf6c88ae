using Slipway.Core.Engine;
using Slipway.Core.Rollouts;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class ChangesKeysAtRetry : Mutation
{
    public override string Name => "gives an effect another key when it is tried again";

    public override Logic Logic() => new()
    {
        Next = (state, now) => Machine.Next(state.Effect is { } run ? state with { Effect = run with { Key = Root(run.Key) } } : state, now) switch
        {
            Decision.Run { Effect: var again } when Root(state.Effect?.Key) == again.Key => new Decision.Run(again with { Key = state.Effect!.Key + Mark }),
            var decision => decision,
        },
    };

    private const char Mark = '~';

    private static string Root(string? key) => key?.TrimEnd(Mark) ?? "";
}
