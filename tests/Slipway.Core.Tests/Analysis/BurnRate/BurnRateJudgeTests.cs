using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Analysis.BurnRate;

public sealed class BurnRateJudgeTests
{
    private static readonly BurnRateSpec Spec = new() { Slo = 0.999 };

    [Fact]
    public void A_candidate_that_burns_the_budget_fails_and_says_so_with_numbers()
    {
        var finding = Look(new TrafficHistory().Run(60, requests: 100, errors: 2))[0];
        finding.Verdict.ShouldBe(Verdict.Fail);
        finding.Rule.ShouldBe("burn rate of 99.9 % ≤ 14.4 over 1h and 5m");
        finding.Sentence.ShouldBe(
            "the error budget of 99.9 % burns at 20 times its pace over 1m (120 of 6000 requests) and at 20 times over 1m (120 of 6000 requests), limit 14.4 times: too fast");
        finding.Candidate.ShouldBe(0.02);
        finding.Requests.ShouldBe(6000);
        finding.Numbers.ShouldContain(number => number.Name == "factor" && number.Value == 14.4);
    }

    [Fact]
    public void Each_window_has_a_finding_and_judges_by_itself()
    {
        var findings = Look(new TrafficHistory().Run(60, requests: 100, errors: 1));
        findings.Select(f => f.Verdict).ShouldBe([Verdict.Pass, Verdict.Fail]);
        findings[1].Rule.ShouldBe("burn rate of 99.9 % ≤ 6 over 6h and 30m");
    }

    [Fact]
    public void A_total_outage_fires_as_soon_as_there_are_enough_requests() =>
        Look(new TrafficHistory().Run(1, requests: 20, errors: 20))[0].Verdict.ShouldBe(Verdict.Fail);

    [Fact]
    public void One_error_among_few_requests_may_be_chance_and_holds_the_rollout()
    {
        var finding = Look(new TrafficHistory().Run(20, requests: 1).Run(1, requests: 1, errors: 1))[0];
        finding.Verdict.ShouldBe(Verdict.Inconclusive);
        finding.Holds.ShouldBeTrue();
        finding.Sentence.ShouldEndWith("too fast, but that may be chance yet");
    }

    [Fact]
    public void Errors_that_are_over_count_for_the_long_window_only() =>
        Look(new TrafficHistory().Run(60, requests: 20).Run(5, requests: 20, errors: 1).Run(330, requests: 20))[0].Verdict.ShouldBe(Verdict.Pass);

    [Fact]
    public void What_has_fired_once_stays_so_with_the_numbers_of_that_look()
    {
        var panel = Panel();
        var history = new TrafficHistory().Run(10, requests: 100, errors: 50);
        Feed(panel, history.Samples);
        var fired = panel.Look(history.Now).Findings[0];
        var before = history.Samples.Count;
        Feed(panel, [.. history.Run(600, requests: 100).Samples.Skip(before)]);

        fired.Verdict.ShouldBe(Verdict.Fail);
        panel.Look(history.Now).Findings[0].ShouldBe(fired);
    }

    [Fact]
    public void Too_few_requests_are_too_little_data_and_hold_nothing_where_nobody_uses_the_service()
    {
        var used = Look(new TrafficHistory().Run(60, requests: 0))[0];
        used.Verdict.ShouldBe(Verdict.InsufficientData);
        used.Holds.ShouldBeTrue();
        used.Sentence.ShouldBe("burn rate: 0 requests in 1m, 20 are needed");

        Look(new TrafficHistory().Run(60, requests: 0, stableRequests: 0))[0].Holds.ShouldBeFalse();
    }

    [Fact]
    public void Silence_is_too_little_data() =>
        Look(new TrafficHistory().Run(60, requests: 100).Gap(11))[0].Sentence.ShouldBe("burn rate: no measurements for 11s");

    [Fact]
    public void It_does_not_look_behind_the_exposure()
    {
        var history = new TrafficHistory().Run(60, requests: 100, errors: 100).Run(60, requests: 100);
        Judge.Evaluate(new AnalysisPolicy([Spec], null), history.Samples, Slot.Green, TrafficHistory.Start.AddSeconds(60), history.Now).Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void More_errors_than_requests_are_no_more_than_all_of_them() =>
        Look(new TrafficHistory().Run(30, requests: 20).Run(1, requests: 20, errors: 900))[0].Candidate.ShouldBe(1);

    [Fact]
    public void Its_memory_is_bounded_and_a_window_is_exact_to_a_slot()
    {
        var slots = new BurnSlots(TrafficHistory.Start, TimeSpan.FromSeconds(15), TimeSpan.FromHours(1));
        for (var second = 1; second <= 100_000; second++)
            slots.Add(TrafficHistory.Start.AddSeconds(second), 1, 0);

        var (requests, _) = slots.Within(TrafficHistory.Start.AddSeconds(100_000), TimeSpan.FromMinutes(5));
        requests.ShouldBeInRange(300, 315);
        slots.Count.ShouldBeLessThanOrEqualTo((3_600 / 15) + 2);
    }

    private static IReadOnlyList<Finding> Look(TrafficHistory history) =>
        Judge.Evaluate(new AnalysisPolicy([Spec], null), history.Samples, Slot.Green, TrafficHistory.Start, history.Now).Findings;

    private static JudgePanel Panel() => new(new AnalysisPolicy([Spec], null), Slot.Green, TrafficHistory.Start);

    private static void Feed(JudgePanel panel, IReadOnlyList<TrafficSample> samples)
    {
        foreach (var sample in samples)
            panel.Add(sample, sample.At);
    }
}
