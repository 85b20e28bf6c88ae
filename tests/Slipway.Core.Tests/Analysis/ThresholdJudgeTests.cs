using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Analysis;

public sealed class ThresholdJudgeTests
{
    private static readonly AnalysisRule ErrorRate = new() { Metric = MetricName.ErrorRate, Max = 0.01, For = TimeSpan.FromMinutes(1) };
    private static readonly AnalysisRule P95 = new() { Metric = MetricName.LatencyP95, Max = 500, For = TimeSpan.FromMinutes(1) };
    private static readonly AnalysisRule Rate = new() { Metric = MetricName.RequestRate, Min = 5, For = TimeSpan.FromMinutes(1) };

    private static readonly AnalysisRule Windows = new() { Metric = MetricName.ErrorRate, Max = 0.01, For = TimeSpan.FromMinutes(10), Windows = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)] };

    [Fact]
    public void Outside_the_limit_over_each_of_several_windows_fails()
    {
        var finding = Look(Windows, new TrafficHistory().Run(540, requests: 20).Run(60, requests: 20, errors: 3));
        finding.Verdict.ShouldBe(Verdict.Fail);
        finding.Rule.ShouldBe("error-rate ≤ 1 % over 1m and 10m");
        finding.Sentence.ShouldBe("error-rate 15 % over 1m (180 of 1200 requests), limit 1 %: violated over 1m and 10m");
    }

    [Fact]
    public void A_burst_that_is_over_is_inside_the_short_window_and_passes() =>
        Look(Windows, new TrafficHistory().Run(530, requests: 20, errors: 3).Run(70, requests: 20)).Sentence.ShouldBe("error-rate 0 % over 1m (0 of 1200 requests), limit 1 %: within the limit");

    [Fact]
    public void A_burst_that_has_just_begun_is_inside_the_long_window_and_passes() =>
        Look(Windows, new TrafficHistory().Run(590, requests: 20).Run(10, requests: 20, errors: 4)).Sentence.ShouldBe("error-rate 0.333 % over 10m (40 of 12000 requests), limit 1 %: within the limit");

    [Fact]
    public void Before_the_longest_window_has_passed_nothing_is_judged_and_what_is_outside_holds_the_rollout()
    {
        var bad = Look(Windows, new TrafficHistory().Run(599, requests: 20, errors: 20));
        bad.Verdict.ShouldBe(Verdict.Inconclusive);
        bad.Holds.ShouldBeTrue();
        bad.Sentence.ShouldEndWith("outside the limit, but not watched for 10m yet");

        var good = Look(Windows, new TrafficHistory().Run(599, requests: 20));
        good.Verdict.ShouldBe(Verdict.Inconclusive);
        good.Holds.ShouldBeFalse();

        Look(Windows, new TrafficHistory().Run(30, requests: 0)).ShouldSatisfyAllConditions(f => f.Verdict.ShouldBe(Verdict.InsufficientData), f => f.Holds.ShouldBeTrue());
    }

    [Fact]
    public void Too_few_requests_in_the_shortest_window_are_too_little_data() =>
        Look(Windows, new TrafficHistory().Run(540, requests: 20, errors: 1).Run(60, requests: 0)).Verdict.ShouldBe(Verdict.InsufficientData);

    [Fact]
    public void A_long_rollout_forgets_nothing_that_a_short_window_looks_at() =>
        Look(Windows, new TrafficHistory().Run(5_000, requests: 20, errors: 2).Run(60, requests: 20)).Sentence.ShouldStartWith("error-rate 0 % over 1m (0 of 1200 requests)");

    [Fact]
    public void An_error_rate_above_its_limit_for_the_whole_time_fails_and_says_so_with_numbers()
    {
        var finding = Look(ErrorRate, new TrafficHistory().Run(61, requests: 20, errors: 1, stableErrors: 1));
        finding.Verdict.ShouldBe(Verdict.Fail);
        finding.Sentence.ShouldBe("error-rate 5 % over 1m (60 of 1200 requests), limit 1 %: violated for 1m");
        finding.Rule.ShouldBe("error-rate ≤ 1 % for 1m");
        finding.Candidate.ShouldBe(0.05);
        finding.Stable.ShouldBe(0.01);
        finding.Requests.ShouldBe(1200);
    }

    [Fact]
    public void An_error_rate_at_its_limit_passes() =>
        Look(ErrorRate, new TrafficHistory().Run(61, requests: 100, errors: 1)).Verdict.ShouldBe(Verdict.Pass);

    [Fact]
    public void A_rule_is_not_violated_before_the_candidate_was_exposed_that_long()
    {
        var history = new TrafficHistory().Run(59, requests: 20, errors: 1);
        var finding = Look(ErrorRate, history);
        finding.Verdict.ShouldBe(Verdict.Inconclusive);
        finding.Sentence.ShouldBe("error-rate 5 % over 59s (59 of 1180 requests), limit 1 %: outside the limit, but not watched for 1m yet");
        Look(ErrorRate, history.Run(1, requests: 20, errors: 1)).Verdict.ShouldBe(Verdict.Fail);
    }

    [Fact]
    public void What_was_before_the_exposure_does_not_count()
    {
        var history = new TrafficHistory().Run(120, requests: 20, errors: 20).Run(30, requests: 20);
        Look(ErrorRate, history, TrafficHistory.Start.AddSeconds(120)).Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void A_rule_is_not_violated_when_the_samples_do_not_reach_back_that_far()
    {
        var history = new TrafficHistory().Run(30, requests: 20, errors: 1);
        Look(ErrorRate, history, TrafficHistory.Start.AddMinutes(-5)).Verdict.ShouldBe(Verdict.Inconclusive);
    }

    [Fact]
    public void A_burst_that_has_passed_does_not_fail()
    {
        var finding = Look(ErrorRate, new TrafficHistory().Run(30, requests: 20).Run(10, requests: 20, errors: 20).Run(40, requests: 20));
        finding.Verdict.ShouldBe(Verdict.Inconclusive);
        finding.Sentence.ShouldEndWith("outside the limit, but not throughout 1m");
    }

    [Fact]
    public void A_violation_that_began_within_the_window_has_not_lasted_yet()
    {
        var history = new TrafficHistory().Run(60, requests: 20).Run(55, requests: 20, errors: 3);
        var finding = Look(ErrorRate, history);
        finding.Verdict.ShouldBe(Verdict.Inconclusive);
        finding.Sentence.ShouldEndWith("outside the limit for 55s, not yet for 1m");
        Look(ErrorRate, history.Run(5, requests: 20, errors: 3)).Verdict.ShouldBe(Verdict.Fail);
    }

    [Theory]
    [InlineData(55, Verdict.Inconclusive)]
    [InlineData(60, Verdict.Fail)]
    public void Slowness_too_is_counted_from_its_beginning(int seconds, Verdict expected) =>
        Look(P95, new TrafficHistory().Run(60, requests: 20).Run(seconds, requests: 20, latency: 800)).Verdict.ShouldBe(expected);

    [Fact]
    public void A_quarter_with_too_few_requests_of_its_own_has_no_say() =>
        Look(ErrorRate, new TrafficHistory().Run(16, requests: 20, errors: 1).Run(15, requests: 0).Run(30, requests: 20, errors: 1))
            .Verdict.ShouldBe(Verdict.Fail);

    [Fact]
    public void Good_values_pass_from_the_first_fair_sample_on()
    {
        var finding = Look(ErrorRate, new TrafficHistory().Run(2, requests: 10));
        finding.Verdict.ShouldBe(Verdict.Pass);
        finding.Sentence.ShouldBe("error-rate 0 % over 2s (0 of 20 requests), limit 1 %: within the limit");
    }

    [Fact]
    public void Too_few_requests_are_too_little_data_whatever_they_say()
    {
        var finding = Look(ErrorRate, new TrafficHistory().Run(19, requests: 1, errors: 1));
        finding.Verdict.ShouldBe(Verdict.InsufficientData);
        finding.Sentence.ShouldBe("error-rate: 19 requests in 19s, 20 are needed");
        finding.Candidate.ShouldBeNull();
    }

    [Fact]
    public void No_sample_at_all_is_no_data()
    {
        var finding = Judge.Evaluate(new([ErrorRate], null), [], Slot.Green, TrafficHistory.Start, TrafficHistory.Start.AddMinutes(5)).Findings.Single();
        finding.Verdict.ShouldBe(Verdict.InsufficientData);
        finding.Sentence.ShouldBe("error-rate: no measurements yet");
    }

    [Fact]
    public void Good_values_that_are_too_old_are_no_data()
    {
        var history = new TrafficHistory().Run(120, requests: 20).Gap(Judge.NoSampleSeconds);
        Look(ErrorRate, history).Verdict.ShouldBe(Verdict.Pass);
        var finding = Look(ErrorRate, history.Gap(1));
        finding.Verdict.ShouldBe(Verdict.InsufficientData);
        finding.Sentence.ShouldBe("error-rate: no measurements for 11s");
    }

    [Fact]
    public void A_gap_within_the_window_does_not_hide_a_violation() =>
        Look(ErrorRate, new TrafficHistory().Run(30, requests: 20, errors: 1).Gap(20).Run(30, requests: 20, errors: 1)).Verdict.ShouldBe(Verdict.Fail);

    [Fact]
    public void A_latency_quantile_above_its_limit_fails()
    {
        var finding = Look(P95, new TrafficHistory().Run(61, requests: 20, latency: 800));
        finding.Verdict.ShouldBe(Verdict.Fail);
        finding.Sentence.ShouldMatch(@"^latency-p95 8\d\d(\.\d)? ms over 1m \(1200 requests\), limit 500 ms: violated for 1m$");
        finding.Stable!.Value.ShouldBeInRange(70, 90);
    }

    [Fact]
    public void A_mean_latency_is_judged_like_the_quantiles()
    {
        var rule = P95 with { Metric = MetricName.LatencyMean };
        Look(rule, new TrafficHistory().Run(61, requests: 20, latency: 800)).Verdict.ShouldBe(Verdict.Fail);
        Look(rule, new TrafficHistory().Run(61, requests: 20, latency: 100)).Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void A_request_rate_needs_no_minimum_of_requests()
    {
        var finding = Look(Rate, new TrafficHistory().Run(61, requests: 0));
        finding.Verdict.ShouldBe(Verdict.Fail);
        finding.Sentence.ShouldBe("request-rate 0/s over 1m (0 requests), limit at least 5/s: violated for 1m");
        Look(Rate, new TrafficHistory().Run(61, requests: 5)).Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void A_single_sample_is_no_rate() => Look(Rate, new TrafficHistory()).Verdict.ShouldBe(Verdict.InsufficientData);

    [Fact]
    public void Counters_that_were_reset_lose_no_request_and_invent_none()
    {
        var finding = Look(ErrorRate, new TrafficHistory().Run(30, requests: 20, errors: 1).Reset().Run(10, requests: 20, errors: 1).Reset().Run(20, requests: 20, errors: 1));
        finding.Requests.ShouldBe(1200);
        finding.Candidate.ShouldBe(0.05);
        finding.Verdict.ShouldBe(Verdict.Fail);
    }

    [Fact]
    public void Samples_out_of_order_and_from_the_future_are_ignored()
    {
        var clean = new TrafficHistory().Run(30, requests: 20).Run(31, requests: 20);
        var stray = new TrafficHistory().Stray(TrafficHistory.Start.AddYears(1)).Run(30, requests: 20).Stray(TrafficHistory.Start.AddSeconds(3)).Run(31, requests: 20);
        Look(ErrorRate, stray).ShouldBe(Look(ErrorRate, clean));
    }

    private static Finding Look(AnalysisRule rule, TrafficHistory history, DateTimeOffset? exposedSince = null) =>
        Judge.Evaluate(new([rule], null), history.Samples, Slot.Green, exposedSince ?? TrafficHistory.Start, history.Now).Findings.Single();
}
