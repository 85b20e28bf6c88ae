using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Testing.Contracts;

/// <summary>What every target promises of its orders, also one whose version is a single whole. A target's tests inherit this and say how to make workloads that run there.</summary>
public abstract class OrderContract
{
    /// <summary>Longest wait for something that should come about; far above what it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    protected abstract ITarget Target { get; }

    /// <summary>A workload of the environment under test whose instances become ready within seconds.</summary>
    protected abstract Workload Working(Slot slot, string version, int replicas);

    /// <summary>One whose files are not there.</summary>
    protected abstract Workload Impossible();

    [Fact]
    public async Task A_slot_begins_with_nothing()
    {
        var status = await Target.ReadAsync(Working(Slot.Blue, "1.0.0", 1).Environment, Slot.Blue, Cancel);
        status.Version.ShouldBeNull();
        status.Instances.ShouldBeEmpty();
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
    public async Task An_effect_that_is_repeated_after_another_one_does_not_bring_its_version_back()
    {
        var workload = Working(Slot.Blue, "1.0.0", 1);
        await Target.ApplyAsync(workload, new EffectOrder("one", 1), Cancel);
        await Target.ApplyAsync(workload with { Replicas = 0 }, new EffectOrder("two", 1), Cancel);
        await Until(workload, s => s.Version is null);
        await Target.ApplyAsync(workload, new EffectOrder("one", 1), Cancel);
        (await Target.ReadAsync(workload.Environment, Slot.Blue, Cancel)).Version.ShouldBeNull();
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
