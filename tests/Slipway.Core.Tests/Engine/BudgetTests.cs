using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Engine;

/// <summary>Error budgets in service and engine: what is measured decides what may begin and go on.</summary>
public sealed class BudgetTests
{
    private static readonly SloSpec Slo = new() { Objective = 0.999 };

    [Fact]
    public void A_budget_that_is_used_up_blocks_a_deploy_and_an_override_with_a_reason_begins_it() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        await world.MeasureAsync(100_000, 110);
        await world.RestAsync(60 * 60 * 12);

        var refusal = (await world.Service.DeployAsync(World.Deploy("2.0.0", supersede: false), default)).Refusal!;
        refusal.Kind.ShouldBe(RefusalKind.Blocked);
        refusal.Message.ShouldStartWith("shop/production: the error budget of 99.9 % over 30d is used up: 110 of 100000 requests failed, 100 were allowed; ");

        (await world.Service.DeployAsync(World.Deploy("2.0.0", supersede: false) with { OverrideBudget = true }, default)).Refusal!.Message.ShouldContain("needs a reason");
        var accepted = await world.Service.DeployAsync(World.Deploy("2.0.0", supersede: false) with { OverrideBudget = true, Reason = "the repair" }, default);

        (await world.EndAsync(accepted.Value!.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        var planned = (await world.EventsAsync(accepted.Value.Id)).OfType<RolloutPlanned>().Single();
        planned.OverriddenBudget!.ShouldContain("is used up");
        planned.Reason.ShouldBe("the repair");
    }, Slo);

    [Fact]
    public void A_burn_refuses_a_deploy_and_never_a_rollback() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        await world.DeployedAsync("2.0.0");
        await world.MeasureAsync(10_000, 5_000);

        (await world.Service.DeployAsync(World.Deploy("3.0.0", supersede: false), default)).Refusal!.Message.ShouldContain("it burns at");
        var back = await world.Service.RollbackAsync(World.Rollback(), default);
        (await world.EndAsync(back.Value!.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
    }, Slo);

    [Fact]
    public void A_burn_on_the_way_holds_the_next_shift_until_it_is_over() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        await world.MeasureAsync(1_000_000, 0);
        var rollout = await world.DeployAsync("2.0.0");
        await world.UntilAsync(rollout.Id, s => s.CurrentStep is ObserveStep);
        await world.MeasureAsync(100_000, 50_000);
        await world.RestAsync(180);

        var held = (await world.StateAsync(rollout.Id))!;
        held.CurrentStep.ShouldBe(new ShiftStep(held.Plan.Slot, Weight.Full));
        held.Budget!.Burning.ShouldBeTrue();
        held.IsPromoted.ShouldBeFalse();

        await world.RestAsync(60 * 60 * 7);
        (await world.StateAsync(rollout.Id))!.Phase.ShouldBe(RolloutPhase.Succeeded);
        (await world.EventsAsync(rollout.Id)).OfType<BudgetSeen>().Select(seen => seen.Reading.Burning).ShouldBe([false, true, false]);
    }, Slo);

    [Fact]
    public void A_burn_on_the_way_is_overridden_by_a_person() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        await world.MeasureAsync(1_000_000, 0);
        var rollout = await world.DeployAsync("2.0.0");
        await world.UntilAsync(rollout.Id, s => s.CurrentStep is ObserveStep);
        await world.MeasureAsync(100_000, 50_000);
        await world.UntilAsync(rollout.Id, s => s.Budget is { Burning: true });

        (await world.Service.CommandAsync(rollout.Id, new Command.OverrideBudget("the repair"), "alice", default)).IsAccepted.ShouldBeTrue();

        (await world.EndAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
    }, Slo);

    [Fact]
    public void A_low_budget_makes_the_steps_of_plan_and_deploy_smaller() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        await world.MeasureAsync(100_000, 80);
        await world.RestAsync(60 * 60 * 12);

        var plan = (await world.Service.PlanAsync(World.Deploy("2.0.0", supersede: false), default)).Value!;
        plan.Caution.ShouldNotBeNull();
        plan.Steps.OfType<ShiftStep>().Count().ShouldBe(4);
        var rollout = await world.DeployAsync("2.0.0");
        rollout.Digest.ShouldBe(plan.ComputeDigest());
        (await world.EndAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
    }, Slo);

    [Fact]
    public void Without_measurements_nothing_is_held() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        (await world.DeployedAsync("2.0.0")).Phase.ShouldBe(RolloutPhase.Succeeded);
    }, Slo);
}
