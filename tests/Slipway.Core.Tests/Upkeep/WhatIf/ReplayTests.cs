using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Gates.Windows;
using Slipway.Core.Planning;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Engine;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Upkeep.WhatIf;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Upkeep.WhatIf;

public sealed class ReplayTests
{
    private static readonly EnvironmentSpec Rules = World.Environment(Samples.Canary);

    [Fact]
    public void The_same_rules_decide_the_same() => Replayed(Rules, others => others.ShouldBeEmpty());

    [Fact]
    public void A_window_that_would_have_been_closed_is_named_with_when_it_would_have_opened() => Replayed(
        Rules with { Windows = [new WindowSpec { Kind = WindowKind.Allow, Schedule = CronSchedule.Parse("0 3 * * *"), Duration = TimeSpan.FromHours(1) }] },
        others =>
        {
            var other = others.ShouldHaveSingleItem();
            (other.Rule, other.Then).ShouldBe(("windows", "it began to start 4 instances of 2.0.0 on green"));
            other.Instead.ShouldStartWith("it would wait: ");
            other.Instead.ShouldContain("03:00");
        });

    [Fact]
    public void Approvals_that_nobody_gave_would_have_been_waited_for() => Replayed(
        Rules with { Gates = [new ApproveGateSpec { Roles = [new("devops", 1)] }] },
        others => others.ShouldHaveSingleItem().Instead.ShouldBe("it would wait for approval by 1 of devops"));

    [Fact]
    public void A_release_from_nowhere_and_without_a_proof_below_would_have_been_refused() => Replayed(
        Rules with { Origin = new OriginSpec { Branches = ["main"] }, Promotion = new PromotionSpec { After = ["staging"] } },
        others => others.Select(o => o.Rule).ShouldBe(["origin", "promotion"]));

    [Fact]
    public void A_stricter_judge_would_have_taken_it_back() => Replayed(
        Rules with { Analysis = [new AnalysisRule { Metric = MetricName.ErrorRate, Max = 0.01, For = TimeSpan.FromSeconds(10) }] },
        others => others.ShouldHaveSingleItem().ShouldSatisfyAllConditions(o => o.Rule.ShouldBe("analysis"), o => o.Instead.ShouldStartWith("taken back ")),
        errors: 5);

    /// <summary>A rollout of 2.0.0 that went through, held against these rules.</summary>
    private static void Replayed(EnvironmentSpec rules, Action<IReadOnlyList<OtherDecision>> check, int errors = 0) => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        var rollout = await world.DeployedAsync("2.0.0");
        var stored = await world.StoredAsync(rollout.Id);
        check(Replay.Of(new PastRollout(stored, Measured(rollout.ExposedAt!.Value, rollout.Plan.Slot, errors), [new("staging", EnvironmentState.New)]), rules));
    });

    private static IReadOnlyList<TrafficSample> Measured(DateTimeOffset exposed, Slot slot, int errors) =>
    [
        .. Enumerable.Range(0, 60).Select(second =>
        {
            var counters = new Counters(second * 20L, second * (long)errors, LatencyHistogram.Empty);
            var well = new Counters(second * 20L, 0, LatencyHistogram.Empty);
            return new TrafficSample(exposed.AddSeconds(second), new PerSlot<Counters>(well, well).With(slot, counters));
        }),
    ];
}
