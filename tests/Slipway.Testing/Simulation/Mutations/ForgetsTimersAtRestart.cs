using Slipway.Core.Engine;
using Slipway.Core.Rollouts;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class ForgetsTimersAtRestart : Mutation
{
    public override string Name => "counts a deadline anew when another server goes on";

    public override Logic Logic()
    {
        // One for each life of a server: what it first saw of a step is all that it knows.
        var seen = new Dictionary<(string Rollout, int Step), DateTimeOffset>();
        return new Logic
        {
            Next = (state, now) =>
            {
                if (!seen.TryGetValue((state.Id, state.Index), out var first))
                    seen[(state.Id, state.Index)] = first = now;
                return Machine.Next(state.StepStartedAt < first ? state with { StepStartedAt = first } : state, now);
            },
        };
    }
}
