using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Analysis.Kayenta;

public sealed class KayentaJudgeTests
{
    /// <summary>The warm-up, the five minutes of the first interval, and the sample that ends them.</summary>
    private const int FirstJudgement = 30 + 300 + 1;

    private const int Interval = 300;

    private static readonly KayentaSpec Default = new();

    [Fact]
    public void Nothing_is_said_before_the_first_interval_is_over()
    {
        Look(Default, new TrafficHistory()).Sentence.ShouldBe("kayenta: no measurements yet");
        Look(Default, Alike(10)).Sentence.ShouldBe("kayenta: warming up for another 20s");
        var finding = Look(Default, Alike(FirstJudgement - 2));
        (finding.Verdict, finding.Holds).ShouldBe((Verdict.InsufficientData, true));
        finding.Sentence.ShouldBe("kayenta: not judged yet, for the first time in 1s");
    }

    [Fact]
    public void Equal_sides_pass_when_the_first_interval_is_over()
    {
        var finding = Look(Default, Alike(FirstJudgement));
        finding.Verdict.ShouldBe(Verdict.Pass);
        finding.Rule.ShouldBe("kayenta: score ≥ 95 over error-rate, latency-p50, latency-p99");
        finding.Sentence.ShouldBe("score 100 over 5 points of 1m, 95 passes: none of error-rate, latency-p50, latency-p99 is higher than stable's");
        finding.Requests.ShouldBe(3_000);
    }

    [Fact]
    public void A_metric_that_is_higher_fails_and_is_named_with_its_numbers()
    {
        var finding = Look(Default, new TrafficHistory().Run(FirstJudgement, requests: 100, errors: 3, stableErrors: 1));
        finding.Verdict.ShouldBe(Verdict.Fail);
        finding.Sentence.ShouldBe("score 66.7 over 5 points of 1m, 95 passes: error-rate is High, 3 % where stable has 1 % (shifted by 2 %, between 2 % and 2 %)");
        finding.Numbers.ShouldContain(new Number("score", 66.67));
        finding.Numbers.ShouldContain(new Number("errorRatePoints", 5));
        finding.Numbers.Single(number => number.Name == "errorRateRatio").Value.ShouldBe(3, 1e-9);
        finding.Numbers.ShouldAllBe(number => double.IsFinite(number.Value));
    }

    [Fact]
    public void A_slower_version_fails()
    {
        var finding = Look(Default, new TrafficHistory().Run(FirstJudgement, requests: 100, latency: 120));
        finding.Verdict.ShouldBe(Verdict.Fail);
        finding.Sentence.ShouldContain("latency-p50 is High");
        finding.Sentence.ShouldContain("latency-p99 is High");
    }

    [Fact]
    public void A_better_version_passes() =>
        Look(Default, new TrafficHistory().Run(FirstJudgement, requests: 100, errors: 0, latency: 20, stableErrors: 5)).Verdict.ShouldBe(Verdict.Pass);

    [Fact]
    public void A_marginal_score_is_open_and_holds()
    {
        var spec = Default with { Metrics = [MetricName.ErrorRate, MetricName.LatencyP50, MetricName.LatencyP90, MetricName.LatencyP95, MetricName.LatencyP99] };
        var finding = Look(spec, new TrafficHistory().Run(FirstJudgement, requests: 100, errors: 3, stableErrors: 1));
        (finding.Verdict, finding.Holds).ShouldBe((Verdict.Inconclusive, true));
        finding.Sentence.ShouldStartWith("score 80 over 5 points of 1m, 95 passes and less than 75 fails: error-rate is High");
    }

    [Fact]
    public void An_increase_that_is_allowed_passes() =>
        Look(Default with { AllowedIncrease = 0.5 }, new TrafficHistory().Run(FirstJudgement, requests: 100, errors: 5, stableErrors: 4)).Verdict.ShouldBe(Verdict.Pass);

    [Fact]
    public void What_the_cold_version_did_is_left_out() =>
        Look(Default, new TrafficHistory().Run(30, requests: 100, errors: 100, latency: 5_000).Run(FirstJudgement - 30, requests: 100)).Verdict.ShouldBe(Verdict.Pass);

    [Fact]
    public void It_judges_when_an_interval_is_over_and_not_between()
    {
        var history = Alike(FirstJudgement);
        Look(Default, history).Verdict.ShouldBe(Verdict.Pass);

        // Five good minutes, then bad ones: they outweigh the good ones at the end of the fourth interval.
        Look(Default, history.Run((3 * Interval) - 1, requests: 100, errors: 50)).Verdict.ShouldBe(Verdict.Pass);
        Look(Default, history.Run(1, requests: 100, errors: 50)).Verdict.ShouldBe(Verdict.Fail);
    }

    [Fact]
    public void What_has_failed_once_stays_failed()
    {
        var history = new TrafficHistory().Run(FirstJudgement, requests: 100, errors: 50);
        var failure = Look(Default, history);
        failure.Verdict.ShouldBe(Verdict.Fail);
        Look(Default, history.Run(10 * Interval, requests: 100, stableErrors: 60)).ShouldBe(failure);
        Look(Default, history.Gap(600)).ShouldBe(failure);
    }

    [Fact]
    public void Minutes_in_which_one_side_had_no_requests_make_no_points()
    {
        var finding = Look(Default, Alike(30 + 180).Run(121, requests: 100, errors: 100, stableRequests: 0));
        finding.Verdict.ShouldBe(Verdict.InsufficientData);
        finding.Sentence.ShouldBe("kayenta: 3 points of error-rate, 5 are needed; one is 1m in which both sides had requests");
    }

    [Fact]
    public void A_side_without_any_requests_is_too_little_data_at_every_interval()
    {
        var finding = Look(Default, Alike(3 * Interval, requests: 0));
        (finding.Verdict, finding.Holds).ShouldBe((Verdict.InsufficientData, true));
        finding.Sentence.ShouldStartWith("kayenta: 0 points of error-rate");
    }

    [Fact]
    public void Measurements_that_stop_are_no_pass()
    {
        var finding = Look(Default, Alike(FirstJudgement).Gap(11));
        (finding.Verdict, finding.Sentence).ShouldBe((Verdict.InsufficientData, "kayenta: no measurements for 11s"));
    }

    [Fact]
    public void A_gap_of_many_steps_is_no_obstacle()
    {
        Look(Default, Alike(60).Gap(3_600).Run(FirstJudgement, requests: 10)).Verdict.ShouldBe(Verdict.Pass);
        Look(Default, Alike(60).Gap(3_600).Run(2 * Interval, requests: 10, errors: 5)).Verdict.ShouldBe(Verdict.Fail);
    }

    [Fact]
    public void Counters_that_are_reset_change_nothing() =>
        Look(Default, Alike(100).Reset().Run(FirstJudgement - 100, requests: 10)).Sentence.ShouldBe(Look(Default, Alike(FirstJudgement)).Sentence);

    [Fact]
    public void The_same_samples_give_the_same_finding_however_often_it_is_looked_at()
    {
        var history = new TrafficHistory();
        var random = new Random(1);
        for (var second = 0; second < 3 * Interval; second++)
            history.Run(1, requests: random.Next(1, 50), errors: random.Next(2), latency: random.Next(10, 500), stableErrors: random.Next(3));
        var policy = new AnalysisPolicy([Default], null);
        var panel = new JudgePanel(policy, Slot.Green, TrafficHistory.Start);
        foreach (var sample in history.Samples)
        {
            panel.Add(sample, sample.At);
            panel.Look(sample.At);
        }

        panel.Look(history.Now).Findings.ShouldBe(Judge.Evaluate(policy, history.Samples, Slot.Green, TrafficHistory.Start, history.Now).Findings);
    }

    [Fact]
    public void Beside_other_judges_each_has_its_finding()
    {
        var rule = new AnalysisRule { Metric = MetricName.LatencyP99, Max = 500, For = TimeSpan.FromSeconds(10) };
        var history = Alike(FirstJudgement);
        Judge.Evaluate(new([rule, Default, new SequentialSpec()], null), history.Samples, Slot.Green, TrafficHistory.Start, history.Now)
            .Findings.Select(finding => finding.Rule.Split(':')[0]).ShouldBe(["latency-p99 ≤ 500 ms for 10s", "kayenta", "sequential", "sequential"]);
    }

    private static TrafficHistory Alike(int seconds, long requests = 10) => new TrafficHistory().Run(seconds, requests);

    private static Finding Look(KayentaSpec spec, TrafficHistory history) =>
        Judge.Evaluate(new([spec], null), history.Samples, Slot.Green, TrafficHistory.Start, history.Now).Findings.Single();
}
