using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Integrations.Checks;
using Xunit;

namespace Slipway.Adapters.Tests.Integrations.Checks;

public sealed class MetricItemRunnerTests
{
    private static readonly MetricItemCheck Errors = new() { Metric = MetricName.ErrorRate, Max = 0.01, Over = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public async Task What_both_sides_answered_meanwhile_is_judged_and_what_they_answered_before_is_not() =>
        (await RunAsync(Errors, (1000, 900), (1300, 901))).ShouldBe(new ItemFinding(true, "error-rate is 0.333 % over 300 requests, at most 1 % is wanted"));

    [Fact]
    public async Task A_value_beyond_its_limit_is_not_good()
    {
        (await RunAsync(Errors, (0, 0), (100, 2))).ShouldBe(new ItemFinding(false, "error-rate is 2 % over 100 requests, at most 1 % is wanted"));
        var rate = new MetricItemCheck { Metric = MetricName.RequestRate, Min = 20, Over = TimeSpan.FromMilliseconds(1) };
        (await RunAsync(rate, (0, 0), (100, 0))).ShouldBe(new ItemFinding(false, "request-rate is 10/s over 100 requests, at least 20/s is wanted"));
    }

    [Fact]
    public async Task No_data_is_no_pass()
    {
        (await RunAsync(Errors, (100, 0), (100, 0))).ShouldBe(new ItemFinding(false, "no data: 0 requests in 10 s"));
        (await RunAsync(Errors, (100, 0))).Detail.ShouldBe("no data: nothing was measured in that time");
        (await RunAsync(Errors)).Detail.ShouldBe("no data: nothing measures the traffic here");
    }

    private static Task<ItemFinding> RunAsync(MetricItemCheck check, params (long Requests, long Errors)[] readings) =>
        new MetricItemRunner([new Readings(readings)], TimeProvider.System)
            .RunAsync(check, ItemChecks.Context(), TestContext.Current.CancellationToken);

    /// <summary>One reading after the other, ten seconds apart; then none.</summary>
    private sealed class Readings(IReadOnlyList<(long Requests, long Errors)> readings) : IMetricSource
    {
        private int _next;

        public string Name => GatewaySpec.Kind;

        public Task<TrafficSample?> ReadAsync(EnvironmentKey environment, CancellationToken cancellation)
        {
            if (_next == readings.Count)
                return Task.FromResult<TrafficSample?>(null);
            var (requests, errors) = readings[_next];
            var half = new Counters(requests / 2, errors / 2, LatencyHistogram.Empty);
            var rest = new Counters(requests - (requests / 2), errors - (errors / 2), LatencyHistogram.Empty);
            return Task.FromResult<TrafficSample?>(new TrafficSample(DateTimeOffset.UnixEpoch.AddSeconds(10 * _next++), new PerSlot<Counters>(half, rest)));
        }
    }
}
