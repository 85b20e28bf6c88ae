using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Analysis;

public sealed class JudgeTests
{
    private static readonly AnalysisRule ErrorRate = new() { Metric = MetricName.ErrorRate, Max = 0.01, For = TimeSpan.FromSeconds(10) };
    private static readonly AnalysisRule Latency = new() { Metric = MetricName.LatencyP99, Max = 500, For = TimeSpan.FromSeconds(10) };

    [Fact]
    public void Nothing_asked_is_a_pass() =>
        Judge.Evaluate(new([], null), [], Slot.Blue, TrafficHistory.Start, TrafficHistory.Start).Verdict.ShouldBe(Verdict.Pass);

    [Fact]
    public void One_rule_alone_can_fail_while_the_others_pass()
    {
        var history = new TrafficHistory().Run(20, requests: 20, latency: 900);
        var evaluation = Judge.Evaluate(new([ErrorRate, Latency], new HotTriggerSpec()), history.Samples, Slot.Green, TrafficHistory.Start, history.Now);
        evaluation.Verdict.ShouldBe(Verdict.Fail);
        evaluation.Sentence.ShouldStartWith("latency-p99 ");
        evaluation.Findings.Select(f => f.Verdict).ShouldBe([Verdict.Pass, Verdict.Fail, Verdict.Pass]);
    }

    [Fact]
    public void Either_side_can_be_the_candidate()
    {
        var history = new TrafficHistory().Run(20, requests: 20, errors: 10);
        Judge.Evaluate(new([ErrorRate], null), history.Samples, Slot.Green, TrafficHistory.Start, history.Now).Verdict.ShouldBe(Verdict.Fail);
        Judge.Evaluate(new([ErrorRate], null), history.Samples, Slot.Blue, TrafficHistory.Start, history.Now).Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void A_sample_of_a_clock_that_is_a_little_ahead_counts_at_once()
    {
        var history = new TrafficHistory().Run(10, requests: 20).Run(3, requests: 20, errors: 20);
        Judge.Evaluate(new([], new HotTriggerSpec()), history.Samples, Slot.Green, TrafficHistory.Start, history.Now.AddSeconds(-5)).Verdict.ShouldBe(Verdict.Fail);
    }

    [Fact]
    public void An_hour_of_samples_is_judged_to_its_last_request()
    {
        var history = new TrafficHistory().Run(3_600, requests: 20, errors: 1);
        Judge.Evaluate(new([ErrorRate with { For = TimeSpan.FromHours(1) }, Latency], new HotTriggerSpec()), history.Samples, Slot.Green, TrafficHistory.Start, history.Now)
            .Findings[0].Requests.ShouldBe(72_000);
    }
}
