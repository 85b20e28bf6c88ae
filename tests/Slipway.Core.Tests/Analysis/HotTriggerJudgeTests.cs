using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Analysis;

public sealed class HotTriggerJudgeTests
{
    [Fact]
    public void It_fires_within_a_second_of_gross_failure()
    {
        var finding = Look(new TrafficHistory().Run(60, requests: 25).Run(1, requests: 25, errors: 8));
        finding.Verdict.ShouldBe(Verdict.Fail);
        finding.Sentence.ShouldBe("error rate 32 % over 1s (8 of 25 requests), stable 0 %: at least 10 % and 5 times stable's");
        finding.Rule.ShouldBe("hot trigger: error rate ≥ 10 % and 5 times stable's, over 20 requests");
    }

    [Fact]
    public void Answers_of_earlier_requests_that_break_off_now_may_be_more_errors_than_requests()
    {
        var finding = Look(new TrafficHistory().Run(30, requests: 25).Run(1, requests: 25, errors: 30));
        finding.Verdict.ShouldBe(Verdict.Fail);
        finding.Sentence.ShouldContain("30 of 25 requests");
    }

    [Fact]
    public void A_fresh_failure_shows_in_the_shortest_time_that_holds_enough_requests()
    {
        var finding = Look(new TrafficHistory().Run(59, requests: 20).Run(1, requests: 20, errors: 10));
        finding.Verdict.ShouldBe(Verdict.Fail);
        finding.Requests.ShouldBe(20);
    }

    [Fact]
    public void A_lesser_failure_shows_in_a_longer_time()
    {
        var finding = Look(new TrafficHistory().Run(60, requests: 20, errors: 2));
        finding.Verdict.ShouldBe(Verdict.Fail);
        finding.Requests.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void What_may_be_chance_does_not_fire()
    {
        var finding = Look(new TrafficHistory().Run(59, requests: 20).Run(1, requests: 20, errors: 3));
        finding.Verdict.ShouldBe(Verdict.Pass);
        finding.Sentence.ShouldEndWith("not clearly at least 10 % and 5 times stable's");
    }

    [Fact]
    public void It_does_not_fire_on_too_few_requests()
    {
        var finding = Look(new TrafficHistory().Run(19, requests: 1, errors: 1));
        finding.Verdict.ShouldBe(Verdict.Pass);
        finding.Sentence.ShouldBe("error rate: 19 requests in 19s, too few to fire");
    }

    [Fact]
    public void It_looks_back_a_minute_at_most() =>
        Look(new TrafficHistory().Run(1, requests: 19, errors: 19).Run(61, requests: 0).Run(1, requests: 1, errors: 1)).Verdict.ShouldBe(Verdict.Pass);

    [Fact]
    public void It_does_not_look_behind_the_exposure()
    {
        var history = new TrafficHistory().Run(30, requests: 20, errors: 20).Run(1, requests: 10);
        Look(history, TrafficHistory.Start.AddSeconds(30)).Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void It_fires_exactly_at_its_bounds() =>
        Look(new TrafficHistory().Run(60, requests: 20, errors: 2, stableErrors: 2)).Verdict.ShouldBe(Verdict.Fail);

    [Fact]
    public void It_does_not_fire_when_stable_fails_as_well() =>
        Look(new TrafficHistory().Run(10, requests: 20, errors: 4, stableErrors: 10)).Verdict.ShouldBe(Verdict.Pass);

    [Fact]
    public void Where_stable_has_no_requests_now_its_whole_history_is_compared()
    {
        var history = new TrafficHistory().Run(10, requests: 0, stableErrors: 20).Run(5, requests: 20, errors: 4, stableRequests: 0);
        var finding = Look(history);
        finding.Stable.ShouldBe(0.2);
        finding.Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void Where_stable_never_had_a_request_its_error_rate_is_0() =>
        Look(new TrafficHistory().Run(5, requests: 20, errors: 4, stableRequests: 0)).Verdict.ShouldBe(Verdict.Fail);

    [Fact]
    public void Silence_is_too_little_data_once_there_should_have_been_measurements()
    {
        Empty(Judge.NoSampleSeconds).Verdict.ShouldBe(Verdict.Pass);
        Empty(Judge.NoSampleSeconds + 1).Verdict.ShouldBe(Verdict.InsufficientData);
        Look(new TrafficHistory().Run(60, requests: 20).Gap(11)).Verdict.ShouldBe(Verdict.InsufficientData);
    }

    private static Finding Empty(int seconds) =>
        Judge.Evaluate(new([], new HotTriggerSpec()), [], Slot.Green, TrafficHistory.Start, TrafficHistory.Start.AddSeconds(seconds)).Findings.Single();

    private static Finding Look(TrafficHistory history, DateTimeOffset? exposedSince = null) =>
        Judge.Evaluate(new([], new HotTriggerSpec()), history.Samples, Slot.Green, exposedSince ?? TrafficHistory.Start, history.Now).Findings.Single();
}
