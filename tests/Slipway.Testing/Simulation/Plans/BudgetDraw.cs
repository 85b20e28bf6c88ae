using Slipway.Core.Specs.Model;

namespace Slipway.Testing.Simulation.Plans;

/// <summary>
/// Draws objectives and when their budgets burn, from numbers of its own: the other draws of a seed are the same with and without them.
/// </summary>
internal static class BudgetDraw
{
    private static readonly SloSpec Slo = new() { Objective = 0.99 };

    /// <summary>One seed in so many has objectives: while a budget burns, little else happens.</summary>
    private const int OneSeedIn = 5;

    public static IReadOnlyList<AppSpec> Promise(IReadOnlyList<AppSpec> apps, int seed) =>
        Has(seed) ? [.. apps.Select(app => app with { Environments = [.. app.Environments.Select(environment => environment with { Slo = Slo })] })] : apps;

    public static IEnumerable<Happening> Burns(IReadOnlyList<AppSpec> apps, int seed, TimeSpan end)
    {
        if (!Has(seed))
            yield break;
        var random = new Random(unchecked(seed * 31));
        foreach (var app in apps)
            yield return new Burn { App = app.App, At = end * random.NextDouble() };
    }

    private static bool Has(int seed) => seed % OneSeedIn == 0;
}
