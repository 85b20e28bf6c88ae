using Shouldly;
using Slipway.Bench.Judge.Pairs;
using Xunit;

namespace Slipway.Repo.Tests.Benchmarks;

public sealed class PairTests
{
    private static readonly Scenario Plain = new(ScenarioGroup.Errors, "a test") { PerMinute = 1000, StableTimes = 9, ErrorRate = 0.01, ErrorRatio = 2, LatencyRatio = 1.5 };

    [Fact]
    public void The_same_scenario_and_number_give_the_same_pair()
    {
        var drifting = Plain with { HasSharedDrift = true, MinuteNoise = 0.1, PodSpread = 0.1 };
        Minutes(drifting, 7).ShouldBe(Minutes(drifting, 7));
        Minutes(drifting, 7).ShouldNotBe(Minutes(drifting, 8));
        Minutes(drifting, 7).ShouldNotBe(Minutes(drifting with { Name = "another test" }, 7));
    }

    [Fact]
    public void Both_sides_have_the_traffic_errors_and_latencies_of_the_scenario()
    {
        var minutes = Minutes(Plain, 0);
        Sum(minutes, minute => minute.Candidate.Requests).ShouldBe(180_000, 1700);
        Sum(minutes, minute => minute.Stable.Requests).ShouldBe(1_620_000, 5100);
        Sum(minutes, minute => minute.Candidate.Errors).ShouldBe(3600, 240);
        Sum(minutes, minute => minute.Stable.Errors).ShouldBe(16_200, 510);
        minutes.ShouldAllBe(minute => minute.Candidate.Latency.Total == minute.Candidate.Requests);
        minutes.Average(minute => minute.Candidate.Latency.Quantile(0.5)).ShouldBe(75, 1);
        minutes.Average(minute => minute.Stable.Latency.Quantile(0.5)).ShouldBe(50, 1);
    }

    [Fact]
    public void A_version_that_becomes_worse_later_is_like_stable_until_then()
    {
        var minutes = Minutes(Plain with { WorseFromMinute = 90 }, 0);
        Sum(minutes.Take(90), minute => minute.Candidate.Errors).ShouldBe(900, 120);
        Sum(minutes.Skip(90), minute => minute.Candidate.Errors).ShouldBe(1800, 170);
    }

    [Fact]
    public void A_share_that_grows_divides_the_traffic_anew_at_each_step()
    {
        var minutes = Minutes(Plain with { PerMinute = 2000, Shares = [0.05, 0.5] }, 0);
        Sum(minutes.Take(90), minute => minute.Candidate.Requests).ShouldBe(9000, 380);
        Sum(minutes.Skip(90), minute => minute.Candidate.Requests).ShouldBe(90_000, 1200);
        Sum(minutes, minute => minute.Candidate.Requests + minute.Stable.Requests).ShouldBe(360_000, 2400);
    }

    [Fact]
    public void Pods_of_one_version_differ_from_pair_to_pair_as_the_scenario_says()
    {
        var same = Plain with { ErrorRate = 0.1, ErrorRatio = 1, LatencyRatio = 1, StableTimes = 1, PodSpread = 0.1 };
        var ratios = Enumerable.Range(0, 100).Select(number => Minutes(same, number)).Select(minutes =>
            Math.Log(Sum(minutes, minute => minute.Candidate.Errors) / Sum(minutes, minute => minute.Stable.Errors))).ToList();
        // Two pods with a deviation of 0.1 each.
        Math.Sqrt(ratios.Average(ratio => ratio * ratio)).ShouldBe(0.1414, 0.04);
    }

    [Fact]
    public void Scenarios_have_names_of_their_own() =>
        Scenarios.All.Select(scenario => scenario.FullName).ShouldBeUnique();

    private static List<PairMinute> Minutes(Scenario scenario, int number)
    {
        var pair = new Pair(scenario, number);
        return [.. Enumerable.Range(0, Pair.Minutes).Select(_ => pair.Next())];
    }

    private static double Sum(IEnumerable<PairMinute> minutes, Func<PairMinute, long> count) => minutes.Sum(count);
}
