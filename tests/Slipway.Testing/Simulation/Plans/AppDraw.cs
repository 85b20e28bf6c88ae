using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Testing.Simulation.Plans;

/// <summary>Draws apps, each with one environment: its strategy, gates and numbers.</summary>
internal static class AppDraw
{
    public const string Environment = "production";

    public static IReadOnlyList<AppSpec> Draw(Random random, IReadOnlyList<string> names) => [.. names.Select(name => Draw(random, name))];

    private static AppSpec Draw(Random random, string name) => new()
    {
        App = name,
        Artifact = $"./{name}/{{version}}",
        Directory = "/srv",
        Environments =
        [
            new EnvironmentSpec
            {
                Name = Environment,
                Target = new ProcessesSpec { Command = ["serve"], Replicas = random.Next(1, 6), ReadyWithin = TimeSpan.FromSeconds(30) },
                Traffic = new GatewaySpec { Listen = "127.0.0.1:8080", Drain = TimeSpan.FromSeconds(random.Next(0, 6)) },
                Strategy = Strategy(random),
                Analysis = [new AnalysisRule { Metric = MetricName.ErrorRate, Max = 0.05, For = TimeSpan.FromSeconds(5) }],
                Gates = [.. Enum.GetValues<GatePlace>().Where(_ => random.Next(4) == 0).Select(place => Gate(random, place))],
                Checks = [new CheckSpec { Name = "answers", Probe = new ProbeSpec { Http = "/" } }],
            },
        ],
    };

    private static StrategySpec Strategy(Random random)
    {
        var (observe, extend) = (TimeSpan.FromSeconds(random.Next(2) == 0 ? random.Next(0, 12) : random.Next(12, 45)), TimeSpan.FromSeconds(30));
        var keepWarm = TimeSpan.FromSeconds(random.Next(2) * 40);
        Weight[] weights = [Weight.FromPercent(5), Weight.FromPercent(50), Weight.Full];
        switch (random.Next(3))
        {
            case 0:
                return new CanarySpec { Observe = observe, Extend = extend, KeepWarm = keepWarm, Weights = weights };
            case 1:
                return new BlueGreenSpec { Observe = observe, Extend = extend, KeepWarm = keepWarm };
            default:
                var surge = random.Next(3);
                return new RollingSpec { Observe = observe, Extend = extend, MaxSurge = surge, MaxUnavailable = surge == 0 ? random.Next(1, 3) : random.Next(3) };
        }
    }

    private static GateSpec Gate(Random random, GatePlace before) =>
        random.Next(2) == 0
            ? new WaitGateSpec { Before = before, For = TimeSpan.FromSeconds(random.Next(5, 40)) }
            : new ConfirmGateSpec { Before = before, Question = "Is it good?" };
}
