using System.Diagnostics.Metrics;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Slipway.Server.Metrics;
using Xunit;

namespace Slipway.Server.Tests.Metrics;

public sealed class MeasurementsTests : IDisposable
{
    private readonly MeterFactory _meters = new();
    private readonly Measurements _measurements;
    private readonly Meter _meter;
    private readonly List<string> _log = [];

    public MeasurementsTests()
    {
        _measurements = new Measurements(_meters, new KeptLog(_log));
        _meter = _meters.Create(new MeterOptions(Measurements.Meter));
    }

    public void Dispose()
    {
        _measurements.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public void A_counter_rises_by_series_and_is_named_as_OpenTelemetry_names_it()
    {
        var ended = _meter.CreateCounter<long>("slipway.rollouts.ended", "{rollout}", "Rollouts\nthat \\ ended");
        ended.Add(2, new("outcome", "failed"), new("app", "shop"));
        ended.Add(1, new("app", "shop"), new("outcome", "failed"));
        ended.Add(0, new("app", "shop"), new("outcome", "succeeded"));
        _measurements.Write().ShouldContain(
            """
            # HELP slipway_rollouts_ended_total Rollouts\nthat \\ ended
            # TYPE slipway_rollouts_ended_total counter
            slipway_rollouts_ended_total{app="shop",outcome="failed"} 3
            slipway_rollouts_ended_total{app="shop",outcome="succeeded"} 0

            """);
    }

    [Fact]
    public void A_histogram_counts_what_is_at_most_as_large_as_each_bound()
    {
        var took = _meter.CreateHistogram("slipway.effect.duration", "s", "How long", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var seconds in (double[])[0.1, 0.5, 0.25, 7])
            took.Record(seconds, new KeyValuePair<string, object?>("kind", "apply"));
        _measurements.Write().ShouldContain(
            """
            # TYPE slipway_effect_duration_seconds histogram
            slipway_effect_duration_seconds_bucket{kind="apply",le="0.1"} 1
            slipway_effect_duration_seconds_bucket{kind="apply",le="1"} 3
            slipway_effect_duration_seconds_bucket{kind="apply",le="+Inf"} 4
            slipway_effect_duration_seconds_sum{kind="apply"} 7.85
            slipway_effect_duration_seconds_count{kind="apply"} 4

            """);
    }

    [Fact]
    public void What_a_gauge_does_not_tell_any_more_is_gone()
    {
        var phases = new Dictionary<string, int> { ["running"] = 2, ["waiting"] = 1 };
        _meter.CreateObservableGauge("slipway.rollouts.driven", () => phases.Select(p => new Measurement<int>(p.Value, new KeyValuePair<string, object?>("phase", p.Key))));
        Page().Of("slipway_rollouts_driven", ("phase", "waiting")).ShouldBe(1);
        phases.Remove("waiting");
        Page().Samples.Count(sample => sample.Name == "slipway_rollouts_driven").ShouldBe(1);
    }

    [Fact]
    public void Label_values_are_read_back_as_they_were() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>>().Filter(text => text.Get.Length > 0 && text.Get.All(c => !char.IsSurrogate(c))),
            text =>
            {
                using var measurements = new Measurements(_meters, NullLogger<Measurements>.Instance);
                _meters.Create(new MeterOptions(Measurements.Meter)).CreateCounter<long>("slipway.texts").Add(1, new("text", text.Get), new("other", "a\"b\\c\nd"));
                var sample = new MetricsText(measurements.Write()).Samples.Single(one => one.Name == "slipway_texts_total");
                return sample.Labels["text"] == text.Get && sample.Labels["other"] == "a\"b\\c\nd";
            }));

    [Fact]
    public void A_page_has_no_label_twice_and_no_empty_one()
    {
        _meter.CreateGauge<double>("slipway.odd-name", "By").Record(1.5, new("a.b", 1), new("a_b", 2), new("none", null), new("empty", ""), new("0", true));
        _measurements.Write().ShouldContain("slipway_odd_name_bytes{_0=\"true\",a_b=\"1\"} 1.5\n");
    }

    [Fact]
    public void More_series_than_are_kept_are_counted_in_one_and_told_once()
    {
        var many = _meter.CreateCounter<long>("slipway.many");
        for (var i = 0; i < MetricFamily.MaxSeries + 50; i++)
            many.Add(1, new KeyValuePair<string, object?>("id", i));
        var page = Page();
        page.Samples.Count(sample => sample.Name == "slipway_many_total").ShouldBe(MetricFamily.MaxSeries + 1);
        page.Of("slipway_many_total", ("otel_metric_overflow", "true")).ShouldBe(50);
        _log.ShouldHaveSingleItem().ShouldStartWith("The metric slipway_many_total has more series than are kept");
    }

    [Fact]
    public void A_gauge_that_throws_takes_no_other_with_it()
    {
        _meter.CreateObservableGauge("slipway.broken", int () => throw new InvalidOperationException("broken"));
        _meter.CreateObservableGauge("slipway.well", () => 1);
        Page().Of("slipway_well").ShouldBe(1);
        _log.ShouldHaveSingleItem().ShouldBe("A metric could not be read");
    }

    [Fact]
    public void What_another_server_of_the_process_counts_is_not_shown()
    {
        using var others = new MeterFactory();
        others.Create(new MeterOptions(Measurements.Meter)).CreateCounter<long>("slipway.elsewhere").Add(1);
        _measurements.Write().ShouldNotContain("slipway_elsewhere");
    }

    [Fact]
    public void The_runtime_tells_what_falls_as_a_gauge()
    {
        var page = Page();
        page.Types["dotnet_thread_pool_queue_length"].ShouldBe("gauge");
        page.Types["dotnet_process_cpu_time_seconds_total"].ShouldBe("counter");
        page.Types["dotnet_process_memory_working_set_bytes"].ShouldBe("gauge");
    }

    [Fact]
    public async Task Counting_and_reading_at_the_same_time_loses_nothing()
    {
        const int Writers = 4;
        const int Each = 5_000;
        var counter = _meter.CreateCounter<long>("slipway.busy");
        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
                counter.Add(1, new KeyValuePair<string, object?>("writer", writer % 2));
        })).ToList();
        while (!writing.TrueForAll(task => task.IsCompleted))
            _measurements.Write();
        await Task.WhenAll(writing);
        Page().Samples.Where(sample => sample.Name == "slipway_busy_total").Sum(sample => sample.Value).ShouldBe(Writers * Each);
    }

    private MetricsText Page() => new(_measurements.Write());

    private sealed class KeptLog(List<string> lines) : ILogger<Measurements>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Add(formatter(state, exception));
    }
}
