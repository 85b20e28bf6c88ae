using Slipway.Core.Analysis;
using Slipway.Core.Engine;
using Slipway.Core.Rollouts;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class IgnoresVerdicts : Mutation
{
    public override string Name => "does not act on a verdict that says fail";

    public override Logic Logic() => new()
    {
        Next = (state, now) => Machine.Next(state.Evaluation is { Verdict: Verdict.Fail } bad ? state with { Evaluation = bad with { Verdict = Verdict.Inconclusive } } : state, now),
    };
}
