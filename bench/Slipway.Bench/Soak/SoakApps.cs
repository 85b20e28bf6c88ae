using System.Globalization;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Bench.Soak;

/// <summary>Apps with one environment each: canaries, blue-green and rolling updates in turn, all of them judged.</summary>
internal sealed class SoakApps(int count) : ISpecs
{
    public const int Replicas = 2;

    private readonly SpecSet _set = new([.. Enumerable.Range(0, count).Select(App)], [], []);

    public IReadOnlyList<EnvironmentKey> Keys => [.. _set.Apps.Select(app => new EnvironmentKey(app.App, app.Environments[0].Name))];

    public Task<SpecSet> ReadAsync(CancellationToken cancellation) => Task.FromResult(_set);

    private static AppSpec App(int number) => new()
    {
        App = string.Create(CultureInfo.InvariantCulture, $"service-{number:00}"),
        Artifact = "/srv/{version}",
        Directory = "/srv",
        Environments =
        [
            new EnvironmentSpec
            {
                Name = "production",
                Target = new ProcessesSpec { Command = ["serve", "--port", "{port}"], Replicas = Replicas },
                Traffic = new GatewaySpec { Listen = "127.0.0.1:8080" },
                Strategy = Strategy(number),
                Analysis = [new AnalysisRule { Metric = MetricName.ErrorRate, Max = 0.01, For = TimeSpan.FromSeconds(20) }],
            },
        ],
    };

    private static StrategySpec Strategy(int number)
    {
        var observe = TimeSpan.FromSeconds(30);
        return (number % 3) switch
        {
            0 => new CanarySpec { Weights = [Weight.FromPercent(5), Weight.FromPercent(50), Weight.Full], Observe = observe },
            1 => new BlueGreenSpec { Observe = observe, KeepWarm = TimeSpan.FromMinutes(2) },
            _ => new RollingSpec { Observe = observe, MaxSurge = 1 },
        };
    }
}
