using System.Globalization;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Bench.Engine;

/// <summary>As many apps as rollouts are wanted: each a canary in seven weights, judged by error rate and latency over a minute, and by the hot trigger.</summary>
public sealed class BenchApps(int count, TimeSpan observe) : ISpecs
{
    public const int Replicas = 2;

    private readonly SpecSet _set = new([.. Enumerable.Range(0, count).Select(i => App(i, observe))], [], []);

    public IEnumerable<EnvironmentKey> Keys => _set.Apps.Select(app => new EnvironmentKey(app.App, app.Environments[0].Name));

    public Task<SpecSet> ReadAsync(CancellationToken cancellation) => Task.FromResult(_set);

    private static AppSpec App(int number, TimeSpan observe) => new()
    {
        App = string.Create(CultureInfo.InvariantCulture, $"service-{number:00000}"),
        Artifact = "/srv/{version}",
        Directory = "/srv",
        Environments =
        [
            new EnvironmentSpec
            {
                Name = "production",
                Target = new ProcessesSpec { Command = ["serve", "--port", "{port}"], Replicas = Replicas },
                Traffic = new GatewaySpec { Listen = "127.0.0.1:8080" },
                Strategy = new CanarySpec
                {
                    Weights = [.. new[] { 1, 2, 5, 10, 25, 50, 100 }.Select(percent => Weight.FromPercent(percent))],
                    Observe = observe,
                },
                Analysis =
                [
                    new AnalysisRule { Metric = MetricName.ErrorRate, Max = 0.01, For = TimeSpan.FromMinutes(1) },
                    new AnalysisRule { Metric = MetricName.LatencyP99, Max = 500, For = TimeSpan.FromMinutes(1) },
                ],
            },
        ],
    };
}
