using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Analysis;

public sealed class JudgePropertyTests
{
    private static readonly AnalysisRule ErrorRate = new() { Metric = MetricName.ErrorRate, Max = 0.05, For = TimeSpan.FromSeconds(20), MinRequests = 20 };

    private static readonly AnalysisPolicy Everything = new(
        [.. MetricNames.All.Select(m => new AnalysisRule { Metric = m, Max = m == MetricName.ErrorRate ? 0.05 : 100, For = TimeSpan.FromSeconds(20) })],
        new HotTriggerSpec());

    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void No_traffic_whatever_makes_a_sentence_without_its_numbers() => Prop.ForAll(Seeds, seed =>
    {
        var history = Wild(seed);
        var evaluation = Judge.Evaluate(Everything, history.Samples, Slot.Green, TrafficHistory.Start, history.Now);
        evaluation.Findings.Count.ShouldBe(MetricNames.All.Count + 1);
        foreach (var finding in evaluation.Findings)
        {
            finding.Sentence.ShouldNotContain("NaN");
            finding.Sentence.ShouldNotContain("∞");
            finding.Sentence.ShouldNotContain("--");
            (finding.Candidate is { } value && double.IsNaN(value)).ShouldBeFalse();
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_measurements_give_the_same_evaluation() => Prop.ForAll(Seeds, seed =>
        Judge.Evaluate(Everything, Wild(seed).Samples, Slot.Green, TrafficHistory.Start, Wild(seed).Now)
            .ShouldBe(Judge.Evaluate(Everything, Wild(seed).Samples, Slot.Green, TrafficHistory.Start, Wild(seed).Now))).QuickCheckThrowOnFailure();

    [Fact]
    public void Ten_times_the_traffic_and_ten_times_the_minimum_give_the_same_verdict() => Prop.ForAll(Seeds, seed =>
    {
        var once = Look(ErrorRate, Steady(seed, 1));
        var tenfold = Look(ErrorRate with { MinRequests = ErrorRate.MinRequests * 10 }, Steady(seed, 10));
        tenfold.Verdict.ShouldBe(once.Verdict);
        tenfold.Candidate.ShouldBe(once.Candidate);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_errors_never_make_a_failure_something_better() => Prop.ForAll(Seeds, seed =>
    {
        if (Look(ErrorRate, Steady(seed, 1)).Verdict == Verdict.Fail)
            Look(ErrorRate, Steady(seed, 1, moreErrors: true)).Verdict.ShouldBe(Verdict.Fail);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_tighter_limit_never_turns_a_failure_into_something_better() => Prop.ForAll(Seeds, seed =>
    {
        if (Look(ErrorRate, Steady(seed, 1)).Verdict == Verdict.Fail)
            Look(ErrorRate with { Max = 0.01 }, Steady(seed, 1)).Verdict.ShouldBe(Verdict.Fail);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_reset_of_the_counters_changes_nothing() => Prop.ForAll(Seeds, seed =>
        Look(ErrorRate, Steady(seed, 1, resetAt: seed % 30)).ShouldBe(Look(ErrorRate, Steady(seed, 1)))).QuickCheckThrowOnFailure();

    private static Finding Look(AnalysisRule rule, TrafficHistory history) =>
        Judge.Evaluate(new([rule], null), history.Samples, Slot.Green, TrafficHistory.Start, history.Now).Findings.Single();

    /// <summary>Thirty seconds with a request or more in each, so that a reset cannot hide.</summary>
    private static TrafficHistory Steady(int seed, int scale, bool moreErrors = false, int resetAt = -1)
    {
        var random = new Random(seed);
        var badness = random.Next(0, 4);
        var history = new TrafficHistory();
        long before = 0;
        for (var second = 0; second < 30; second++)
        {
            long requests = random.Next(1, 20);
            var errors = Math.Min(requests, random.Next(0, 1 + badness));
            // A count that is not below the one before it cannot be told from no reset.
            if (second == resetAt && before > requests)
                history.Reset();
            history.Run(1, requests * scale, moreErrors ? requests * scale : errors * scale);
            before += requests;
        }

        return history;
    }

    private static TrafficHistory Wild(int seed)
    {
        var random = new Random(seed);
        var history = new TrafficHistory();
        for (var step = random.Next(0, 20); step > 0; step--)
        {
            var requests = random.Next(0, 30);
            _ = random.Next(0, 6) switch
            {
                0 => history.Gap(random.Next(0, 15)),
                1 => history.Reset(),
                2 => history.Stray(TrafficHistory.Start.AddSeconds(random.Next(-100, 100))),
                _ => history.Run(random.Next(0, 10), requests, random.Next(0, requests + 1), random.NextDouble() * 200_000, random.Next(0, 50)),
            };
        }

        return history;
    }
}
