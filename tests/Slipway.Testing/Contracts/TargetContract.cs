using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Testing.Contracts;

/// <summary>What every target promises. A target's tests inherit this and say how to make workloads that run there.</summary>
public abstract class TargetContract
{
    /// <summary>Longest wait for something that should come about; far above what it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    protected abstract ITarget Target { get; }

    /// <summary>A workload of the environment under test whose instances become ready within seconds and pass <see cref="GoodCheck"/>, but not <see cref="BadCheck"/>.</summary>
    protected abstract Workload Working(Slot slot, string version, int replicas);

    /// <summary>One whose files are not there.</summary>
    protected abstract Workload Impossible();

    protected abstract CheckSpec GoodCheck { get; }

    protected abstract CheckSpec BadCheck { get; }

    [Fact]
    public async Task A_slot_begins_with_nothing()
    {
        var status = await Target.ReadAsync(Working(Slot.Blue, "1.0.0", 1).Environment, Slot.Blue, Cancel);
        status.Version.ShouldBeNull();
        status.Instances.ShouldBeEmpty();
    }

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
    public async Task The_wanted_number_is_read_back_at_once()
    {
        var workload = Working(Slot.Blue, "1.0.0", 1);
        await Target.ApplyAsync(workload, new EffectOrder("up", 1), Cancel);
        var status = await Target.ReadAsync(workload.Environment, Slot.Blue, Cancel);
        status.Wanted.ShouldBe(1);
        status.Version.ShouldBe(workload.Version);
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
    public async Task No_replicas_leave_nothing_and_make_room_for_another_version()
    {
        var first = Working(Slot.Blue, "1.0.0", 1);
        await Target.ApplyAsync(first, new EffectOrder("up", 1), Cancel);
        await Until(first, s => s.Ready == 1);
        await Target.ApplyAsync(first with { Replicas = 0 }, new EffectOrder("gone", 1), Cancel);
        await Until(first, s => s is { Version: null, Instances.Count: 0 });

        var second = Working(Slot.Blue, "2.0.0", 1);
        await Target.ApplyAsync(second, new EffectOrder("next", 1), Cancel);
        (await Until(second, s => s.Ready == 1)).Version.ShouldBe(second.Version);
    }

    [Fact]
    public async Task None_clears_a_slot_whatever_version_is_there()
    {
        var workload = Working(Slot.Blue, "2.0.0", 1);
        await Target.ApplyAsync(workload, new EffectOrder("up", 1), Cancel);
        await Target.ApplyAsync(Working(Slot.Green, "1.0.0", 0), new EffectOrder("older", 1), Cancel);
        (await Target.ReadAsync(workload.Environment, Slot.Green, Cancel)).Version.ShouldBeNull();
        (await Target.ReadAsync(workload.Environment, Slot.Blue, Cancel)).Version.ShouldBe(workload.Version);
        await Target.ApplyAsync(Working(Slot.Blue, "1.0.0", 0), new EffectOrder("old", 1), Cancel);
        await Until(workload, s => s is { Version: null, Instances.Count: 0 });
    }

    [Fact]
    public async Task An_order_that_a_later_one_of_the_same_owner_has_overtaken_is_refused()
    {
        var workload = Working(Slot.Blue, "1.0.0", 1);
        await Target.ApplyAsync(workload, new EffectOrder("later", 7, Turn: 12), Cancel);
        await Should.ThrowAsync<StaleFenceException>(
            () => Target.ApplyAsync(workload with { Replicas = 0 }, new EffectOrder("earlier", 7, Turn: 9), Cancel));
        (await Target.ReadAsync(workload.Environment, Slot.Blue, Cancel)).Wanted.ShouldBe(1);
        await Target.ApplyAsync(workload, new EffectOrder("next owner", 8, Turn: 3), Cancel);
    }

    [Fact]
    public async Task An_order_from_a_replaced_owner_is_refused()
    {
        var workload = Working(Slot.Blue, "1.0.0", 1);
        await Target.ApplyAsync(workload, new EffectOrder("new", 7), Cancel);
        await Should.ThrowAsync<StaleFenceException>(
            () => Target.ApplyAsync(workload with { Replicas = 0 }, new EffectOrder("old", 6), Cancel));
        await Should.ThrowAsync<StaleFenceException>(
            () => Target.ApplyAsync(workload with { Slot = Slot.Green }, new EffectOrder("other", 6), Cancel));
        (await Target.ReadAsync(workload.Environment, Slot.Blue, Cancel)).Wanted.ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_run_is_known_before_it_is_tried()
    {
        (await Target.CheckAsync(Working(Slot.Blue, "1.0.0", 1), Cancel)).ShouldBeEmpty();
        (await Target.CheckAsync(Impossible(), Cancel)).ShouldNotBeEmpty();
        (await Target.ReadAsync(Impossible().Environment, Impossible().Slot, Cancel)).Version.ShouldBeNull();
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

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The first status of the workload's slot that fits.</summary>
    protected async Task<WorkloadStatus> Until(Workload workload, Func<WorkloadStatus, bool> fits)
    {
        var status = WorkloadStatus.Nothing;
        await Until(async () => fits(status = await Target.ReadAsync(workload.Environment, workload.Slot, Cancel)), () => Describe(status));
        return status;
    }

    protected static Task Until(Func<bool> fits, Func<string> last) => Until(() => Task.FromResult(fits()), last);

    private static async Task Until(Func<Task<bool>> fits, Func<string> last)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await fits())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"It did not come about within {Patience.TotalSeconds} s; last seen: {last()}");
            await Task.Delay(Look, TimeProvider.System, Cancel);
        }
    }

    private static string Describe(WorkloadStatus status) =>
        $"version {status.Version}, wanted {status.Wanted}, failure {status.Failure ?? "none"}, "
        + string.Join("; ", status.Instances.Select(i => $"{i.Id} {i.State} {i.Address} {i.Detail}"));
}
