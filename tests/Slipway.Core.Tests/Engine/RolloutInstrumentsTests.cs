using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Engine;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Tests.Planning;
using Slipway.Testing;
using Xunit;

namespace Slipway.Core.Tests.Engine;

public sealed class RolloutInstrumentsTests
{
    [Fact]
    public void An_end_is_counted_once_and_all_ends_are_there_before_the_first() => World.Run(Samples.Canary, async world =>
    {
        Ended(world, "failed").ShouldBeNull();
        await world.DeployedAsync("1.0.0");
        (Ended(world, "succeeded"), Ended(world, "rolled-back"), Ended(world, "failed")).ShouldBe((1, 0, 0));

        var second = await world.DeployAsync("2.0.0");
        await world.UntilAsync(second.Id, s => s.ExposedAt is not null);
        await world.Service.CommandAsync(second.Id, new Command.Abort("alice", null), "alice", default);
        await world.EndAsync(second.Id);
        (Ended(world, "succeeded"), Ended(world, "rolled-back")).ShouldBe((1, 1));
    });

    [Fact]
    public void One_that_cannot_be_taken_back_is_counted_as_failed_and_again_when_a_retry_ends_it() => World.Run(Samples.Canary, async world =>
    {
        var failed = await world.FailedAsync();
        Ended(world, "failed").ShouldBe(1);
        await world.Service.CommandAsync(failed.Id, new Command.Retry(), "alice", default);
        await world.EndAsync(failed.Id);
        (Ended(world, "failed"), Ended(world, "rolled-back")).ShouldBe((1, 1));
    });

    [Fact]
    public void What_rollouts_do_is_measured_by_kind_and_outcome() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        await world.DeployedAsync("2.0.0");
        foreach (var kind in (string[])["check-target", "apply", "set-weights"])
            world.Figures.Said($"slipway.effect.duration{{kind={kind},outcome=done}}").ShouldNotBeNull(kind).ShouldAllBe(seconds => seconds >= 0 && seconds < 30);
    });

    [Fact]
    public void Verdicts_are_counted_where_they_change_and_where_an_observation_ends() => World.Run(Samples.Canary, async world =>
    {
        using var figures = new Figures();
        var instruments = new RolloutInstruments(figures.Meter);
        var state = await world.DeployedAsync("1.0.0");
        instruments.Count(state, new VerdictChanged(new Evaluation(Verdict.InsufficientData, [])), state);
        instruments.Count(state, new EffectEnded("take-verdict", EffectOutcome.Done, null, new Evaluation(Verdict.Pass, [])), state);
        instruments.Count(state, new EffectEnded("apply", EffectOutcome.Done, null, null), state);
        figures.Sum("slipway.verdicts{app=shop,environment=production,verdict=insufficient-data}").ShouldBe(1);
        figures.Sum("slipway.verdicts{app=shop,environment=production,verdict=pass}").ShouldBe(1);
    });

    [Fact]
    public void What_is_due_by_the_clock_is_done_in_time_where_nothing_is_in_the_way() => World.Run(Samples.Canary, async world =>
    {
        await world.DeployedAsync("1.0.0");
        await world.DeployedAsync("2.0.0");
        world.Figures.Said("slipway.due.late").ShouldNotBeNull().ShouldAllBe(seconds => seconds < 1);
    });

    [Fact]
    public void Rollouts_that_another_server_took_over_are_counted_by_the_one_that_lost_them() => Cluster.Run(Samples.Canary with { Observe = TimeSpan.FromMinutes(30) }, 4, async cluster =>
    {
        var one = cluster.Start("one");
        await cluster.WatchedAsync(one);
        await cluster.UntilAsync(async () => await one.HeldAsync() == 4);
        one.Figures.Sum("slipway.leases.lost").ShouldBe(0);

        one.IsCutOff = true;
        var two = cluster.Start("two");
        await cluster.UntilAsync(async () => await two.HeldAsync() == 4);
        one.IsCutOff = false;
        await cluster.UntilAsync(() => Task.FromResult(one.Figures.Sum("slipway.leases.lost") == 4));
        two.Figures.Sum("slipway.leases.lost").ShouldBe(0);
    });

    private static double? Ended(World world, string outcome) => world.Figures.Sum($"slipway.rollouts.ended{{app=shop,environment=production,outcome={outcome}}}");
}
