using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Analysis;

/// <summary>A series forgets what nobody asks for, and nobody must notice.</summary>
public sealed class TrafficSeriesTests
{
    private const int CompactAtOnce = 8;

    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void The_verdicts_are_those_of_the_full_series() => Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var policy = Policy(random);
        var full = new JudgePanel(policy, Slot.Green, TrafficHistory.Start, int.MaxValue);
        var small = new JudgePanel(policy, Slot.Green, TrafficHistory.Start, CompactAtOnce);
        foreach (var sample in Traffic(random))
        {
            full.Add(sample, sample.At).ShouldBe(small.Add(sample, sample.At));
            small.Look(sample.At).ShouldBe(full.Look(sample.At));
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, 200)]
    [InlineData(4, 450)]
    [InlineData(30, 450)]
    [InlineData(600, 450)]
    public void What_is_kept_has_a_bound_however_long_the_rules_look_back(int minutes, int bound)
    {
        var policy = new AnalysisPolicy([new AnalysisRule { Metric = MetricName.LatencyP99, Max = 100, For = TimeSpan.FromMinutes(minutes) }], new HotTriggerSpec());
        var series = new TrafficSeries(policy, Slot.Green);
        for (var second = 0; second < 30_000; second++)
            series.Add(new TrafficSample(TrafficHistory.Start.AddSeconds(second), new(Counters.Zero, new Counters(second, 0, LatencyHistogram.Empty))), TrafficHistory.Start.AddSeconds(second));

        series.Count.ShouldBeLessThan(bound);
        series.TimeOf(0).ShouldBe(TrafficHistory.Start);
        series.Candidate.Requests(0, series.Count - 1).ShouldBe(29_999);
    }

    [Fact]
    public void Samples_that_are_left_out_still_count()
    {
        var policy = new AnalysisPolicy([new AnalysisRule { Metric = MetricName.LatencyP99, Max = 100, For = TimeSpan.FromMinutes(1) }], null);
        var series = new TrafficSeries(policy, Slot.Green, CompactAtOnce);
        var history = new TrafficHistory().Run(500, 10, 1, latency: 80).Run(100, 20, 2, latency: 300);
        foreach (var sample in history.Samples)
            series.Add(sample, sample.At);

        series.Count.ShouldBeLessThan(200);
        series.Candidate.Between(0, series.Count - 1).ShouldBe(
            new Counters(7_000, 700, TrafficHistory.Counted(5_000, 0, 80).Latency.Plus(TrafficHistory.Counted(2_000, 0, 300).Latency)));
    }

    [Fact]
    public void No_latency_is_kept_that_no_rule_asks_for()
    {
        var policy = new AnalysisPolicy([new AnalysisRule { Metric = MetricName.ErrorRate, Max = 0.1, For = TimeSpan.FromMinutes(1) }], new HotTriggerSpec());
        var series = new TrafficSeries(policy, Slot.Green);
        foreach (var sample in new TrafficHistory().Run(10, 10).Samples)
            series.Add(sample, sample.At);

        series.Candidate.Between(0, series.Count - 1).ShouldBe(new Counters(100, 0, LatencyHistogram.Empty));
    }

    /// <summary>Rules of less than four minutes, for which nothing is thinned out.</summary>
    private static AnalysisPolicy Policy(Random random) => new(
        [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Rule(random))],
        random.Next(3) == 0 ? null : new HotTriggerSpec { MinRequests = random.Next(5, 50) });

    private static AnalysisRule Rule(Random random)
    {
        var metric = MetricNames.All[random.Next(MetricNames.All.Count)];
        return new AnalysisRule
        {
            Metric = metric,
            Max = metric == MetricName.ErrorRate ? 0.05 : metric == MetricName.RequestRate ? 15 : 90,
            For = TimeSpan.FromSeconds(random.Next(2, 239)),
            MinRequests = random.Next(1, 30),
        };
    }

    /// <summary>Good and bad stretches, with gaps and restarts of the gateway.</summary>
    private static IReadOnlyList<TrafficSample> Traffic(Random random)
    {
        var history = new TrafficHistory();
        for (var stretch = random.Next(2, 12); stretch > 0; stretch--)
        {
            var requests = random.Next(0, 30);
            _ = random.Next(0, 8) switch
            {
                0 => history.Gap(random.Next(1, 60)),
                1 => history.Reset().Run(1, requests),
                _ => history.Run(random.Next(1, 120), requests, random.Next(0, 1 + (requests / 4)), 20 + (random.NextDouble() * 150), random.Next(0, 50), random.Next(0, 2)),
            };
        }

        return history.Samples;
    }
}
