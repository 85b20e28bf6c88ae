using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Testing.Contracts;

/// <summary>What a target promises that counts instances. Its workloads pass <see cref="GoodCheck"/>, but not <see cref="BadCheck"/>.</summary>
public abstract class TargetContract : OrderContract
{
    protected abstract CheckSpec GoodCheck { get; }

    protected abstract CheckSpec BadCheck { get; }

    [Fact]
    public async Task As_many_instances_become_ready_as_are_wanted()
    {
        var workload = Working(Slot.Green, "1.0.0", 2);
        await Target.ApplyAsync(workload, new EffectOrder("up", 1), Cancel);
        var status = await Until(workload, s => s.Ready == 2);

        status.Version.ShouldBe(workload.Version);
        status.Wanted.ShouldBe(2);
        status.Failure.ShouldBeNull();
        status.Instances.Select(i => i.Id).ShouldBeUnique();
        status.Instances.ShouldAllBe(i => i.Address != null);
        (await Target.ReadAsync(workload.Environment, Slot.Blue, Cancel)).Version.ShouldBeNull();
    }

    [Fact]
    public async Task A_repeated_effect_changes_nothing()
    {
        var workload = Working(Slot.Blue, "1.0.0", 1);
        await Target.ApplyAsync(workload, new EffectOrder("one", 1), Cancel);
        await Target.ApplyAsync(workload with { Replicas = 2 }, new EffectOrder("two", 1), Cancel);
        await Target.ApplyAsync(workload, new EffectOrder("one", 1), Cancel);
        (await Target.ReadAsync(workload.Environment, Slot.Blue, Cancel)).Wanted.ShouldBe(2);
    }

    [Fact]
    public async Task Fewer_replicas_leave_the_others_alone()
    {
        var workload = Working(Slot.Blue, "1.0.0", 3);
        await Target.ApplyAsync(workload, new EffectOrder("up", 1), Cancel);
        var before = await Until(workload, s => s.Ready == 3);
        await Target.ApplyAsync(workload with { Replicas = 1 }, new EffectOrder("down", 1), Cancel);
        var after = await Until(workload, s => s.Instances.Count == 1);

        after.Ready.ShouldBe(1);
        before.Instances.ShouldContain(i => i.Id == after.Instances[0].Id && i.Address == after.Instances[0].Address);
    }

    [Fact]
    public async Task Each_check_is_put_to_each_ready_instance()
    {
        var workload = Working(Slot.Blue, "1.0.0", 2);
        (await Target.RunChecksAsync(workload.Environment, Slot.Blue, [GoodCheck], Cancel)).ShouldBeEmpty();
        await Target.ApplyAsync(workload, new EffectOrder("up", 1), Cancel);
        await Until(workload, s => s.Ready == 2);

        var results = await Target.RunChecksAsync(workload.Environment, Slot.Blue, [GoodCheck, BadCheck], Cancel);
        results.Count.ShouldBe(4);
        results.Where(r => r.Check == GoodCheck.Name).ShouldAllBe(r => r.Passed);
        results.Where(r => r.Check == BadCheck.Name).ShouldAllBe(r => !r.Passed && r.Detail.Length > 0);
        results.Select(r => r.Instance).Distinct().Count().ShouldBe(2);
    }
}
