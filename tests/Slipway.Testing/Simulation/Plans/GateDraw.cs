using Slipway.Core.Gates.Windows;
using Slipway.Core.Specs.Model;

namespace Slipway.Testing.Simulation.Plans;

/// <summary>
/// Draws approvals, windows and freezes, and what people say to them, from numbers of its own: the other draws of a seed are the same with and without them.
/// </summary>
internal static class GateDraw
{
    /// <summary>One seed in so many has gates: while they are closed, little else happens.</summary>
    private const int OneSeedIn = 3;

    private static readonly ApproveGateSpec OneOfDevops = new() { Roles = [new("devops", 1)], Within = TimeSpan.FromMinutes(10), Valid = TimeSpan.FromMinutes(3) };

    /// <summary>Closed for 40 seconds of every other minute.</summary>
    private static readonly WindowSpec EveryOtherMinute = new()
    {
        Kind = WindowKind.Deny,
        Schedule = CronSchedule.Parse("*/2 * * * *"),
        Duration = TimeSpan.FromSeconds(40),
    };

    public static IReadOnlyList<AppSpec> Protect(IReadOnlyList<AppSpec> apps, int seed)
    {
        if (!Has(seed))
            return apps;
        var random = new Random(unchecked(seed * 37));
        return [.. apps.Select(app => app with { Environments = [.. app.Environments.Select(environment => Protected(environment, random))] })];
    }

    public static IEnumerable<Happening> Happenings(IReadOnlyList<AppSpec> apps, int seed, TimeSpan end)
    {
        if (!Has(seed))
            yield break;
        var random = new Random(unchecked(seed * 41));
        foreach (var app in apps)
        {
            yield return new Freezing { App = app.App, At = end * random.NextDouble(), For = TimeSpan.FromSeconds(random.Next(5, 90)) };
            for (var left = random.Next(8); left > 0; left--)
            {
                var kind = random.Next(8) switch { 0 => OperationKind.Reject, 1 => OperationKind.Withdraw, _ => OperationKind.Approve };
                yield return new Operation { Kind = kind, App = app.App, At = end * random.NextDouble(), Step = random.Next(2) == 0 ? "approve" : null, Server = 0, Pick = random.Next(1, 12) };
            }
        }
    }

    private static EnvironmentSpec Protected(EnvironmentSpec environment, Random random) => environment with
    {
        Windows = random.Next(2) == 0 ? [EveryOtherMinute] : [],
        Gates = random.Next(2) == 0 ? environment.Gates : [.. environment.Gates, OneOfDevops with { Before = (GatePlace)random.Next(3) }],
    };

    private static bool Has(int seed) => seed % OneSeedIn == 1;
}
