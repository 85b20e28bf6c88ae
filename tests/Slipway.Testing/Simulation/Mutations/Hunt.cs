using Slipway.Testing.Simulation.Checks;
using Slipway.Testing.Simulation.Plans;

namespace Slipway.Testing.Simulation.Mutations;

/// <summary>Looks for a mutation, seed by seed.</summary>
/// <param name="Seeds">Trials until it was found; null when it was not.</param>
/// <param name="First">What gave it away.</param>
public sealed record Hunt(Mutation Mutation, int? Seeds, Violation? First)
{
    public static Hunt For(Mutation mutation, int firstSeed, int maxSeeds)
    {
        for (var tried = 0; tried < maxSeeds; tried++)
        {
            if (Trial.Run(PlanDraw.Draw(firstSeed + tried), mutation).Violations is [var first, ..])
                return new Hunt(mutation, tried + 1, first);
        }

        return new Hunt(mutation, null, null);
    }
}
