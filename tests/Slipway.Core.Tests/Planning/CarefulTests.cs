using Shouldly;
using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Planning;

public sealed class CarefulTests
{
    private static readonly SloSpec Slo = new() { Objective = 0.999 };

    [Fact]
    public void A_canary_gets_a_weight_between_each_two_and_twice_the_time()
    {
        var plan = Plan(Samples.Canary);

        plan.Steps.OfType<ShiftStep>().Select(s => s.Weight.Percent).ShouldBe([2.5m, 5, 52.5m, 100]);
        plan.Steps.OfType<ObserveStep>().ShouldAllBe(s => s.For == TimeSpan.FromMinutes(2));
        plan.Caution.ShouldBe("less than 25 % of the error budget of 99.9 % over 30d are left: smaller steps, each watched for twice as long");
    }

    [Fact]
    public void One_switch_becomes_two() => Plan(Samples.BlueGreen).Steps.OfType<ShiftStep>().Select(s => s.Weight.Percent).ShouldBe([50, 100]);

    [Fact]
    public void A_rolling_update_is_watched_for_twice_as_long()
    {
        var usual = Planner.Deploy(Samples.Key, Samples.Spec(Samples.Rolling), Samples.Release("2.0.0"), Samples.Running());
        var plan = Plan(Samples.Rolling);

        plan.Steps.Count.ShouldBe(usual.Steps.Count);
        plan.Steps.OfType<ObserveStep>().Single().For.ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void Weights_with_nothing_between_them_stay()
    {
        var canary = Samples.Canary with { Weights = [Weight.FromPercent(0.01m), Weight.FromPercent(0.02m), Weight.Full] };
        Plan(canary).Steps.OfType<ShiftStep>().Select(s => s.Weight.Percent).ShouldBe([0.01m, 0.02m, 50.01m, 100]);
    }

    [Fact]
    public void A_first_version_and_an_environment_without_an_objective_are_as_usual()
    {
        Planner.Deploy(Samples.Key, Samples.Spec(Samples.Canary) with { Slo = Slo }, Samples.Release("1.0.0"), EnvironmentState.New, isBudgetLow: true).Caution.ShouldBeNull();
        Planner.Deploy(Samples.Key, Samples.Spec(Samples.Canary), Samples.Release("2.0.0"), Samples.Running(), isBudgetLow: true).Caution.ShouldBeNull();
    }

    [Fact]
    public void Whether_the_budget_is_low_changes_the_digest_and_how_low_does_not()
    {
        var spec = Samples.Spec(Samples.Canary) with { Slo = Slo };
        var usual = Planner.Deploy(Samples.Key, spec, Samples.Release("2.0.0"), Samples.Running());
        Plan(Samples.Canary).ComputeDigest().ShouldNotBe(usual.ComputeDigest());
        Plan(Samples.Canary).ComputeDigest().ShouldBe(Plan(Samples.Canary).ComputeDigest());
    }

    private static Plan Plan(StrategySpec strategy) =>
        Planner.Deploy(Samples.Key, Samples.Spec(strategy) with { Slo = Slo }, Samples.Release("2.0.0"), Samples.Running(), isBudgetLow: true);
}
