using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Integrations.Metrics;
using Slipway.Testing;
using Xunit;

namespace Slipway.Adapters.Tests.Metrics;

public sealed class PrometheusTrafficTests : IDisposable
{
    private static readonly EnvironmentKey Key = new("shop", "production");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = PrometheusClient.CreateClient();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Requests_errors_and_latencies_of_both_sides_are_what_came_since_the_first_look()
    {
        await using var prometheus = await PrometheusServer.StartAsync(Cancel);
        prometheus.Metrics = Page(("shop-blue", "a", 1_000, 10), ("shop-green", "b", 5, 1));
        var source = SourceOf(prometheus);
        await prometheus.UntilSeenAsync("requests_total", 1_005, Cancel);
        var first = await UntilAsync(source, sample => sample.Counters.Blue.Requests == 0);

        prometheus.Metrics = Page(("shop-blue", "a", 1_300, 13), ("shop-green", "b", 105, 21));
        var last = await UntilAsync(source, sample => sample.Counters.Green.Requests == 100 && sample.Counters.Blue.Requests == 300);

        var (blue, green) = (last.Counters.Blue.Since(first.Counters.Blue), last.Counters.Green.Since(first.Counters.Green));
        (blue.Errors, green.Errors).ShouldBe((3, 20));
        green.Latency.Total.ShouldBe(100);
        green.Latency.Quantile(0.5).ShouldBeInRange(90, 110);
        green.Latency.Quantile(0.99).ShouldBeInRange(450, 550);
    }

    [Fact]
    public async Task Where_no_series_was_there_before_counting_begins_with_what_is_seen()
    {
        await using var prometheus = await PrometheusServer.StartAsync(Cancel);
        var source = SourceOf(prometheus);
        await UntilAsync(source, sample => sample.Counters.Blue.Requests == 0);
        prometheus.Metrics = Page(("shop-blue", "a", 1_000, 0));
        await prometheus.UntilSeenAsync("requests_total", 1_000, Cancel);
        (await UntilAsync(source, _ => true)).Counters.Blue.Requests.ShouldBe(0);
        prometheus.Metrics = Page(("shop-blue", "a", 1_007, 0));
        await UntilAsync(source, sample => sample.Counters.Blue.Requests == 7);
    }

    [Fact]
    public async Task Pods_that_end_start_again_or_come_anew_lose_and_invent_no_request()
    {
        await using var prometheus = await PrometheusServer.StartAsync(Cancel);
        prometheus.Metrics = Page(("shop-blue", "a", 1_000, 0), ("shop-blue", "b", 500, 0));
        var source = SourceOf(prometheus);
        await prometheus.UntilSeenAsync("requests_total", 1_500, Cancel);
        await UntilAsync(source, sample => sample.Counters.Blue.Requests == 0);

        // One ends, one comes with its first requests.
        prometheus.Metrics = Page(("shop-blue", "a", 1_010, 0), ("shop-blue", "c", 20, 0));
        await UntilAsync(source, sample => sample.Counters.Blue.Requests == 30);

        // One starts again and counts from 0.
        prometheus.Metrics = Page(("shop-blue", "a", 5, 0), ("shop-blue", "c", 20, 0));
        await UntilAsync(source, sample => sample.Counters.Blue.Requests == 35);
    }

    [Fact]
    public async Task What_a_maintenance_page_answers_is_nobodys_and_so_is_what_is_seen_of_it_a_minute_later()
    {
        await using var prometheus = await PrometheusServer.StartAsync(Cancel);
        prometheus.Metrics = Page(("shop-blue", "a", 1_000, 0));
        await prometheus.UntilSeenAsync("requests_total", 1_000, Cancel);
        var clock = new VirtualTime();
        var source = SourceOf(prometheus, clock);
        await LooksAsync(0, 0);
        source.PassOver(Key);

        prometheus.Metrics = Page(("shop-blue", "a", 1_100, 90));
        await prometheus.UntilSeenAsync("requests_total", 1_100, Cancel);
        await LooksAsync(30, 0);
        prometheus.Metrics = Page(("shop-blue", "a", 1_120, 90));
        await prometheus.UntilSeenAsync("requests_total", 1_120, Cancel);
        await LooksAsync(120, 0);
        prometheus.Metrics = Page(("shop-blue", "a", 1_127, 90));
        await prometheus.UntilSeenAsync("requests_total", 1_127, Cancel);
        await LooksAsync(10, 7);

        async Task LooksAsync(int later, long requests)
        {
            clock.Advance(TimeSpan.FromSeconds(later));
            var counters = (await source.ReadAsync(Key, Cancel))!.Counters.Blue;
            (counters.Requests, counters.Errors).ShouldBe((requests, 0));
        }
    }

    [Fact]
    public void Where_nothing_is_named_nothing_is_measured() =>
        new PrometheusTraffic(ServiceSpec.Kind, new PrometheusClient(_http), TimeProvider.System).For(new ServiceSpec { Service = "shop" }).ShouldBeNull();

    [Fact]
    public async Task A_question_that_makes_no_sense_is_named_with_what_Prometheus_says()
    {
        await using var prometheus = await PrometheusServer.StartAsync(Cancel);
        (await FaultOf(SourceOf(prometheus.Url, "sum(((service=\"{service}\""))).ShouldContain("parse error");
        (await FaultOf(SourceOf(prometheus.Url, "scalar(requests_total{service=\"{service}\"})"))).ShouldContain("something else than series of counters");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named() =>
        (await FaultOf(SourceOf(new Uri("http://127.0.0.1:1"), "requests_total{service=\"{service}\"}"))).ShouldStartWith("Prometheus at http://127.0.0.1:1/ cannot be asked: ");

    private static async Task<string> FaultOf(IMetricSource source) =>
        (await Should.ThrowAsync<PortUnavailableException>(() => source.ReadAsync(Key, Cancel))).Message;

    private static async Task<TrafficSample> UntilAsync(IMetricSource source, Func<TrafficSample, bool> fits)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var sample = await source.ReadAsync(Key, Cancel);
            if (sample is not null && fits(sample))
                return sample;
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"Not seen within {Patience.TotalSeconds} s; last: {sample?.Counters.Blue.Requests} and {sample?.Counters.Green.Requests} requests");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
        }
    }

    private IMetricSource SourceOf(PrometheusServer prometheus, TimeProvider? time = null) => SourceOf(prometheus.Url, "requests_total{service=\"{service}\"}", time);

    private IMetricSource SourceOf(Uri url, string requests, TimeProvider? time = null) => new PrometheusTraffic(ServiceSpec.Kind, new PrometheusClient(_http), time ?? TimeProvider.System).For(new ServiceSpec
    {
        Service = "shop",
        Namespaces = new PerSlot<string>("shop", "shop"),
        Prometheus = new PrometheusSpec
        {
            Url = url,
            Requests = requests,
            Errors = "errors_total{service=\"{service}\"}",
            Latency = "duration_seconds_bucket{service=\"{service}\"}",
        },
    }).ShouldNotBeNull();

    /// <summary>Half of the requests take up to a tenth of a second, the others up to half of one.</summary>
    private static string Page(params (string Service, string Pod, int Requests, int Errors)[] pods) => string.Concat(pods.Select(pod =>
    {
        var labels = $"service=\"{pod.Service}\",pod=\"{pod.Pod}\"";
        return $"requests_total{{{labels}}} {pod.Requests}\nerrors_total{{{labels}}} {pod.Errors}\n"
            + $"duration_seconds_bucket{{{labels},le=\"0.1\"}} {pod.Requests / 2}\nduration_seconds_bucket{{{labels},le=\"0.5\"}} {pod.Requests}\nduration_seconds_bucket{{{labels},le=\"+Inf\"}} {pod.Requests}\n";
    }));
}
