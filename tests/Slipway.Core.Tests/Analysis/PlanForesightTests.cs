using MathNet.Numerics.Distributions;
using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Analysis.Foresight;
using Slipway.Core.Analysis.Sequential;
using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Analysis;

public sealed class PlanForesightTests
{
    private static readonly SequentialSpec Spec = new() { WarmUp = TimeSpan.Zero };

    [Fact]
    public void The_rate_that_it_promises_is_found_in_about_four_of_five_cases()
    {
        var sight = Sight(new PresentTraffic(100, 0.01, null));
        var promised = sight.Sights[0].FoundErrorRate!.Value;
        promised.ShouldBeInRange(0.012, 0.05);
        Found(promised, requestsPerMinute: 6_000, minutes: 10).ShouldBeInRange(130, 190);
    }

    [Fact]
    public void What_a_bad_version_costs_is_about_what_it_costs()
    {
        var sight = Sight(new PresentTraffic(1_000, 0.01, null));
        sight.ExposedRequests!.Value.ShouldBeInRange(1_000, 10_000);
    }

    [Fact]
    public void More_traffic_sees_more()
    {
        double? before = 1;
        foreach (var rate in (double[])[1, 10, 100, 1_000])
        {
            var found = Sight(new PresentTraffic(rate, 0.01, null)).Sights[0].FoundErrorRate;
            found.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(before.Value);
            before = found;
        }
    }

    [Fact]
    public void Without_traffic_nothing_is_seen_and_that_is_said()
    {
        var sight = Sight(new PresentTraffic(0, 0, null));
        sight.Sights[0].FoundErrorRate.ShouldBeNull();
        sight.SeesTooLittle.ShouldBeTrue();
        sight.NeededForDouble.ShouldBeNull();
    }

    [Fact]
    public void With_enough_traffic_it_does_not_warn_and_a_service_without_errors_can_be_judged()
    {
        var sight = Sight(new PresentTraffic(500, 0, null));
        sight.SeesTooLittle.ShouldBeFalse();
        sight.Sights[0].FoundErrorRate!.Value.ShouldBeLessThan(0.01);
    }

    [Fact]
    public void The_time_that_would_be_needed_is_enough_and_not_much_more_than_that()
    {
        var traffic = new PresentTraffic(5, 0.01, null);
        var needed = Sight(traffic).NeededForDouble.ShouldNotBeNull();
        PlanForesight.Of(Plan(needed), traffic)!.Sights[0].FoundErrorRate!.Value.ShouldBeLessThanOrEqualTo(0.02);
        PlanForesight.Of(Plan(needed * 0.9), traffic)!.Sights[0].FoundErrorRate!.Value.ShouldBeGreaterThan(0.02);
    }

    [Fact]
    public void An_observation_within_the_warm_up_compares_nothing()
    {
        var plan = Plan(TimeSpan.FromSeconds(20));
        PlanForesight.Of(plan, new(100, 0.01, null))!.EndsInWarmUp.ShouldBeFalse();
        PlanForesight.Of(plan with { Analysis = new AnalysisPolicy([new SequentialSpec()], null) }, new(100, 0.01, null))!.EndsInWarmUp.ShouldBeTrue();
    }

    [Fact]
    public void A_plan_without_the_judge_or_without_an_old_version_promises_nothing()
    {
        PlanForesight.Of(Plan(TimeSpan.FromMinutes(10)) with { Analysis = new AnalysisPolicy([], null) }, new(1, 0, null)).ShouldBeNull();
        PlanForesight.Of(Plan(TimeSpan.FromMinutes(10)) with { From = null }, new(1, 0, null)).ShouldBeNull();
    }

    private static PlanForesight Sight(PresentTraffic traffic) => PlanForesight.Of(Plan(TimeSpan.FromMinutes(10)), traffic)!;

    /// <summary>5 % and then everything, observed for so long each.</summary>
    private static Plan Plan(TimeSpan observe)
    {
        var spec = Samples.Spec(new CanarySpec { Weights = [Weight.FromPercent(5), Weight.Full], Observe = observe }) with { Analysis = [Spec] };
        return Planner.Deploy(Samples.Key, spec, Samples.Release("2.0.0"), Samples.Running("1.0.0"));
    }

    /// <summary>Of 200 simulated candidates of a rate, those that are found, at 5 % of the traffic beside a stable of 1 %.</summary>
    private static int Found(double rate, int requestsPerMinute, int minutes) => Enumerable.Range(0, 200).Count(seed =>
    {
        var random = new Random(seed);
        var grid = new RateGrid(1 + Spec.ErrorTolerance, new(SequentialJudge.NoiseOf(Spec, 4), Changes.StillGood));
        var limit = Math.Log(SequentialJudge.ErrorLimit(Spec));
        for (var minute = 0; minute < minutes; minute++)
        {
            var candidate = Binomial.Sample(random, rate, requestsPerMinute / 20);
            grid.Add(0.05, candidate, candidate + Binomial.Sample(random, 0.01, requestsPerMinute * 19 / 20), Changes.In(TimeSpan.FromMinutes(1)));
            if (grid.LogE >= limit)
                return true;
        }

        return false;
    });
}
