using Shouldly;
using Slipway.Testing.Simulation.Mutations;
using Xunit;

namespace Slipway.Core.Tests.Simulation;

/// <summary>The simulator is worth something only if it notices when the product is wrong.</summary>
public sealed class MutationTests
{
    /// <summary>Most are found within a few; what takes more than this would be missed by <c>./dev test</c>, too.</summary>
    private const int MaxSeeds = 1000;

    [Fact]
    public void Every_deliberate_mistake_is_found()
    {
        var hunts = new Hunt[AllMutations.List.Count];
        Parallel.For(0, hunts.Length, i => hunts[i] = Hunt.For(AllMutations.List[i], firstSeed: 1, MaxSeeds));

        hunts.Where(h => h.Seeds is null).Select(h => h.Mutation.Name).ShouldBeEmpty($"not found within {MaxSeeds} seeds");
    }
}
