using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Gates;
using Slipway.Core.Gates.Windows;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Engine;

/// <summary>What protects an environment, in service and engine.</summary>
public sealed class ProtectionTests
{
    private static readonly ApproveGateSpec OneOfDevops = new() { Roles = [new("devops", 1)], Before = GatePlace.Provision };

    private static readonly EnvironmentSpec Staging = World.Environment(Samples.Canary) with { Name = "staging", Traffic = new GatewaySpec { Listen = "127.0.0.1:8081" } };

    private static readonly EnvironmentSpec Production = World.Environment(Samples.Canary) with
    {
        Promotion = new PromotionSpec { After = ["staging"], Soak = TimeSpan.FromHours(1) },
    };

    [Fact]
    public void A_release_that_was_rolled_back_does_not_come_again_before_somebody_lifts_it() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        await world.PromotedAsync("2.0.0");
        var back = await world.Service.CommandAsync((await world.EnvironmentAsync()).KeepingWarm ?? "", new Command.TakeBack("alice", "slow"), "alice", default);
        if (back.IsAccepted)
            await world.EndAsync(back.Value.Id);
        else
            await TakenBackOnTheWayAsync(world, "2.0.0");

        var refusal = (await world.Service.DeployAsync(World.Deploy("2.0.0", supersede: false), default)).Refusal!;
        refusal.Kind.ShouldBe(RefusalKind.Blocked);
        refusal.Message.ShouldContain("2.0.0 is held in shop/production");
        (await world.Service.LiftAsync(new Request.Lift(null, null, "3.0.0", "so", "carol"), default)).Refusal!.Message.ShouldContain("held: 2.0.0");
        (await world.Service.LiftAsync(new Request.Lift(null, null, "2.0.0", " ", "carol"), default)).Refusal!.Kind.ShouldBe(RefusalKind.Invalid);

        (await world.Service.LiftAsync(new Request.Lift(null, null, "2.0.0", "it was the database", "carol"), default)).Value!.Holds.ShouldBeEmpty();
        (await world.DeployedAsync("2.0.0")).Phase.ShouldBe(RolloutPhase.Succeeded);
    });

    [Fact]
    public void A_rollout_that_makes_room_or_never_served_leaves_its_release_free() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        var first = await world.DeployAsync("2.0.0");
        await world.UntilAsync(first.Id, s => s.ExposedAt is not null);
        await world.EndAsync((await world.DeployAsync("3.0.0", supersede: true)).Id);

        (await world.EnvironmentAsync()).Holds.ShouldBeEmpty();
        (await world.DeployedAsync("2.0.0")).Phase.ShouldBe(RolloutPhase.Succeeded);
    });

    [Fact]
    public void A_person_holds_a_version_that_has_not_come_yet() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        (await world.Service.HoldAsync(new Request.Hold(null, null, "1.0.0", "no", "carol"), default)).Refusal!.Message.ShouldContain("what runs there already");
        (await world.Service.HoldAsync(new Request.Hold(null, null, "2.0.0", "not reviewed", "carol"), default)).IsAccepted.ShouldBeTrue();
        (await world.Service.DeployAsync(World.Deploy("2.0.0", supersede: false), default)).Refusal!.Message.ShouldContain("not reviewed (carol)");
    });

    [Fact]
    public void A_release_moves_up_after_it_was_promoted_below_and_waits_for_its_soak_time() => World.Run([Staging, Production], async world =>
    {
        var above = World.Deploy("1.0.0", supersede: false) with { Environment = "production" };
        (await world.Service.DeployAsync(above, default)).Refusal!.Message.ShouldContain("not promoted in staging");
        (await world.Service.DeployAsync(above with { Version = ReleaseFinder.StableBelow }, default)).Refusal!.Message.ShouldContain("nothing is stable in staging");
        var below = await world.Service.DeployAsync(World.Deploy("1.0.0", supersede: false) with { Environment = "staging", Source = new Source("0123abc", "main") }, default);
        var promoted = (await world.EndAsync(below.Value!.Id)).PromotedAt!.Value;

        var rollout = await world.Service.DeployAsync(above with { Version = ReleaseFinder.StableBelow }, default);
        rollout.Value!.Plan.Release.Source.ShouldBe(new Source("0123abc", "main"));
        rollout.Value.NotBefore!.At.ShouldBe(promoted.AddHours(1));
        await world.EndAsync(rollout.Value.Id);
        world.Now.ShouldBeGreaterThan(promoted.AddHours(1));
        (await world.EventsAsync(rollout.Value.Id)).OfType<StepHeld>().Single().By.Single().Gate.ShouldBe(GateKind.Start);
    });

    [Fact]
    public void A_branch_that_is_not_allowed_is_refused_before_anything_is_recorded() => World.Run([World.Environment(Samples.Canary) with { Origin = new OriginSpec { Branches = ["main"] } }], async world =>
    {
        var request = World.Deploy("1.0.0", supersede: false);
        (await world.Service.DeployAsync(request with { Source = new Source("0123abc", "feature/x") }, default)).Refusal!.Message.ShouldContain("only main may come here");
        (await world.EnvironmentAsync()).Rollouts.ShouldBe(0);
        (await world.Service.DeployAsync(request with { Source = new Source("0123abc", "main") }, default)).IsAccepted.ShouldBeTrue();
    });

    [Fact]
    public void A_freeze_holds_what_runs_and_what_comes_and_its_end_lets_them_go_on() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        var rollout = await world.DeployAsync("2.0.0");
        await world.UntilAsync(rollout.Id, s => s.CurrentStep is ObserveStep);
        (await world.Freezes.SetAsync("**", null, null, " ", "carol", default)).Refusal!.Message.ShouldContain("needs a reason");
        var freeze = (await world.Freezes.SetAsync("shop/*", null, null, "holidays", "carol", default)).Value!;
        await world.RestAsync(600);

        var held = (await world.StateAsync(rollout.Id))!;
        held.Held!.Single().Gate.ShouldBe(GateKind.Freeze);
        held.Observed[held.Plan.Slot].ShouldBe(Weight.FromPercent(5));
        (await world.Freezes.LiftAsync("freeze-9", null, "carol", default)).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
        (await world.Freezes.LiftAsync(freeze.Id, "over", "carol", default)).IsAccepted.ShouldBeTrue();
        (await world.EndAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
    });

    [Fact]
    public void A_rollout_outside_of_its_window_starts_at_the_edge_by_itself() => World.Run(
        [World.Environment(Samples.Canary) with { Windows = [new WindowSpec { Kind = WindowKind.Allow, Schedule = CronSchedule.Parse("0 22 * * *"), Duration = TimeSpan.FromHours(2), TimeZone = "Europe/London" }] }],
        async world =>
        {
            var rollout = await world.DeployedAsync("1.0.0");
            rollout.Phase.ShouldBe(RolloutPhase.Succeeded);
            var events = await world.EventsAsync(rollout.Id);
            events.OfType<StepHeld>().Single().By.Single().Earliest!.Value.Hour.ShouldBe(22);
            world.Now.Hour.ShouldBe(22);
        });

    [Fact]
    public void What_was_approved_is_what_runs() => World.Run([World.Environment(Samples.Canary) with { Gates = [OneOfDevops] }], async world =>
    {
        var rollout = await world.DeployAsync("1.0.0");
        await world.UntilAsync(rollout.Id, s => s.Phase == RolloutPhase.Waiting);
        world.Edit(spec => spec with { Checks = [], Target = ((ProcessesSpec)spec.Target) with { Replicas = 9 } });
        await Approve(world, rollout.Id);

        var ended = await world.EndAsync(rollout.Id);
        ended.Provisioned.ShouldBeFalse();
        ended.Summary!.ShouldContain("the plan has changed since it was made, and its approvals are void: ");
        ended.Summary!.ShouldContain("target.replicas: 4 is now 9");
    });

    [Fact]
    public void An_approved_plan_that_nobody_changed_runs() => World.Run([World.Environment(Samples.Canary) with { Gates = [OneOfDevops] }], async world =>
    {
        var rollout = await world.DeployAsync("1.0.0");
        await world.UntilAsync(rollout.Id, s => s.Phase == RolloutPhase.Waiting);
        await Approve(world, rollout.Id);
        (await world.EndAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
    });

    [Fact]
    public void After_an_emergency_the_next_normal_deployment_waits_for_a_review_by_somebody_else() => World.Run([World.Environment(Samples.Canary) with { Gates = [OneOfDevops] }], async world =>
    {
        var request = World.Deploy("1.0.0", supersede: false) with { Emergency = TimeSpan.FromHours(1) };
        (await world.Service.DeployAsync(request, default)).Refusal!.Message.ShouldContain("needs a reason");
        (await world.Service.DeployAsync(request with { Reason = "it burns", Emergency = TimeSpan.FromDays(2) }, default)).Refusal!.Message.ShouldContain("up to 24 h");
        var rollout = await world.Service.DeployAsync(request with { Reason = "it burns" }, default);
        (await world.EndAsync(rollout.Value!.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);

        (await world.Service.DeployAsync(World.Deploy("2.0.0", supersede: false), default)).Refusal!.Message.ShouldContain("nobody has reviewed it yet");
        (await world.Service.ReviewAsync(new Request.Review(null, null, "all well", "alice"), default)).Refusal!.Kind.ShouldBe(RefusalKind.Denied);
        (await world.Service.ReviewAsync(new Request.Review(null, null, "all well", "bob"), default)).Value!.ReviewDue.ShouldBeNull();
        (await world.Service.DeployAsync(World.Deploy("2.0.0", supersede: false), default)).IsAccepted.ShouldBeTrue();
    });

    private static Task<Outcome<RolloutState>> Approve(World world, string id) =>
        world.Service.CommandAsync(id, new Command.Approve("bob", ["devops"], null, null, null, world.Now), "bob", default);

    /// <summary>The rollout had ended: the version is brought once more and aborted while it serves.</summary>
    private static async Task TakenBackOnTheWayAsync(World world, string version)
    {
        await world.EndAsync((await world.Service.RollbackAsync(World.Rollback(), default)).Value!.Id);
        var again = await world.DeployAsync(version);
        await world.UntilAsync(again.Id, s => s.ExposedAt is not null);
        await world.Service.CommandAsync(again.Id, new Command.Abort("alice", "slow"), "alice", default);
        await world.EndAsync(again.Id);
    }
}
