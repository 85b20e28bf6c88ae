using Shouldly;
using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Planning;

public sealed class PlannerTests
{
    [Fact]
    public void A_canary_observes_at_every_weight_the_last_included() => Samples.Words(Samples.Deploy(Samples.Canary).Steps)
        .ShouldBe("check, provision green 4, verify, shift green 5, observe 5, shift green 100, observe 100, promote, retire blue 0");

    [Fact]
    public void Blue_green_switches_once_and_keeps_the_old_side_warm()
    {
        var plan = Samples.Deploy(Samples.BlueGreen);

        Samples.Words(plan.Steps).ShouldBe("check, provision green 4, verify, shift green 100, observe 100, promote, retire blue 0");
        plan.Steps[^1].ShouldBeOfType<RetireStep>().KeepWarm.ShouldBe(TimeSpan.FromMinutes(15));
    }

    [Fact]
    public void A_rolling_update_starts_shifts_and_reduces_in_batches() => Samples.Words(Samples.Deploy(Samples.Rolling).Steps).ShouldBe(
        "check, provision green 1, verify, shift green 25, retire blue 3, provision green 2, shift green 50, retire blue 2, "
        + "provision green 3, shift green 75, retire blue 1, provision green 4, shift green 100, observe 100, promote, retire blue 0");

    [Fact]
    public void A_canary_that_scales_with_its_weight_grows_before_each_shift() =>
        Samples.Words(Samples.Deploy(Samples.Canary with { Weights = [Weight.FromPercent(5), Weight.FromPercent(20), Weight.FromPercent(50), Weight.Full], ScaleWithWeight = true }).Steps).ShouldBe(
            "check, provision green 1, verify, shift green 5, observe 5, shift green 20, observe 20, "
            + "provision green 2, shift green 50, observe 50, provision green 4, shift green 100, observe 100, promote, retire blue 0");

    [Fact]
    public void Where_the_number_of_instances_makes_the_share_old_ones_go_as_new_ones_come() => Samples.Words(Planner.Deploy(
            Samples.Key,
            OnKubernetes(Samples.Canary with { Weights = [Weight.FromPercent(5), Weight.FromPercent(50), Weight.Full] }, new ServiceSpec { Service = "shop" }, twin: "candidate"),
            Samples.Release("2.0.0"),
            Samples.Running()).Steps).ShouldBe(
        "check, provision green 1, verify, shift green 5, observe 5, provision green 2, shift green 50, retire blue 2, observe 50, "
        + "provision green 4, shift green 100, observe 100, promote, retire blue 0");

    [Fact]
    public void In_place_the_target_replaces_the_old_version_and_the_gates_before_its_first_request_come_before_that()
    {
        var spec = OnKubernetes(Samples.Rolling, traffic: null, twin: null) with { Gates = [new ConfirmGateSpec { Question = "Ready?", Before = GatePlace.Shift }] };
        var release = Release.Create(ReleaseVersion.Parse("2.0.0"), "registry/shop:2.0.0", Digest.Of("2.0.0"), spec.Target);
        var plan = Planner.Deploy(Samples.Key, spec, release, Samples.Running());

        Samples.Words(plan.Steps).ShouldBe("check, confirm, provision green 4, verify, observe 100, promote, retire blue 0");
        plan.IsInPlace.ShouldBeTrue();
    }

    [Fact]
    public void A_rolling_update_without_surge_lets_old_ones_go_first_and_verifies_what_is_there() =>
        Samples.Words(Samples.Deploy(Samples.Rolling with { MaxSurge = 0, MaxUnavailable = 1 }).Steps).ShouldBe(
            "check, retire blue 3, provision green 1, verify, shift green 33.33, retire blue 2, provision green 2, shift green 66.66, retire blue 1, "
            + "provision green 3, shift green 100, retire blue 0, provision green 4, shift green 100, observe 100, promote, retire blue 0");

    [Fact]
    public void Where_all_might_be_missing_one_is_started_first_all_the_same() =>
        Samples.Words(Samples.Deploy(Samples.Rolling with { MaxSurge = 0, MaxUnavailable = 4 }).Steps).ShouldStartWith("check, provision green 1, verify, shift green");

    [Theory]
    [InlineData("canary"), InlineData("blueGreen"), InlineData("rolling")]
    public void The_first_deployment_goes_straight_on(string strategy) =>
        Samples.Words(Samples.First(Named(strategy)).Steps).ShouldBe("check, provision blue 4, verify, shift blue 100, promote");

    [Fact]
    public void Without_traffic_nothing_is_shifted() => Samples.Words(
        Planner.Deploy(Samples.Key, Samples.Spec(Samples.Rolling) with { Traffic = null }, Samples.Release("2.0.0"), Samples.Running()).Steps).ShouldNotContain("shift");

    [Fact]
    public void What_is_left_on_the_standby_side_loses_its_traffic_and_is_stopped_first()
    {
        var occupied = Samples.After(Samples.Running(), new SlotOccupied(Slot.Green, Samples.Release("0.9.0")));

        Samples.Words(Planner.Deploy(Samples.Key, Samples.Spec(Samples.Canary), Samples.Release("2.0.0"), occupied).Steps)
            .ShouldStartWith("check, shift blue 100, retire green 0, provision green 4");
    }

    [Theory]
    [InlineData(GatePlace.Provision, "check, wait, confirm, provision green 4, verify, shift green 100")]
    [InlineData(GatePlace.Shift, "check, provision green 4, verify, wait, confirm, shift green 100")]
    [InlineData(GatePlace.Promote, "check, provision green 4, verify, shift green 100, observe 100, wait, confirm, promote")]
    public void A_gate_stands_where_the_spec_puts_it(GatePlace place, string steps)
    {
        var spec = Samples.Spec(Samples.BlueGreen) with
        {
            Gates = [new WaitGateSpec { Before = place, For = TimeSpan.FromMinutes(5) }, new ConfirmGateSpec { Before = place, Question = "Good?" }],
        };

        Samples.Words(Planner.Deploy(Samples.Key, spec, Samples.Release("2.0.0"), Samples.Running()).Steps).ShouldStartWith(steps);
    }

    [Fact]
    public void A_rollback_has_no_gate_and_no_grades()
    {
        var spec = Samples.Spec(Samples.Canary) with { Gates = [new ConfirmGateSpec { Question = "Good?" }] };

        Samples.Words(Planner.Rollback(Samples.Key, spec, Samples.Release("0.9.0"), Samples.Running()).Steps)
            .ShouldBe("check, provision green 4, verify, shift green 100, promote, retire blue 0");
    }

    [Fact]
    public void A_rollback_to_what_is_still_there_does_not_stop_it()
    {
        var warm = Samples.After(Samples.Running(), new SlotOccupied(Slot.Green, Samples.Release("0.9.0")));

        Samples.Words(Planner.Rollback(Samples.Key, Samples.Spec(Samples.Canary), Samples.Release("0.9.0"), warm).Steps)
            .ShouldBe("check, provision green 4, verify, shift green 100, promote, retire blue 0");
    }

    [Theory]
    [InlineData(50, "verify, shift green 50")]
    [InlineData(100, "verify, shift green 100, promote")]
    public void A_switch_of_all_traffic_promotes(int percent, string steps)
    {
        var both = Samples.After(Samples.Running(), new SlotOccupied(Slot.Green, Samples.Release("2.0.0")));

        Samples.Words(Planner.Switch(Samples.Key, Samples.Spec(Samples.BlueGreen), Slot.Green, Weight.FromPercent(percent), both).Steps).ShouldBe(steps);
    }

    private static StrategySpec Named(string strategy) => strategy switch
    {
        "canary" => Samples.Canary,
        "rolling" => Samples.Rolling,
        _ => Samples.BlueGreen,
    };

    private static EnvironmentSpec OnKubernetes(StrategySpec strategy, TrafficSpec? traffic, string? twin) => Samples.Spec(strategy) with
    {
        Target = new DeploymentSpec { Deployment = "shop", Namespaces = new PerSlot<string>("shop", "shop"), Replicas = 4, Twin = twin },
        Traffic = traffic,
    };
}
