using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Testing.Contracts;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets.Packages;

/// <summary>The promises of a target whose whole version is one instance, kept on a real API server.</summary>
public abstract class PackageContract(ClusterRun run, bool isSplit) : OrderContract, IAsyncLifetime
{
    private protected PackageRig Rig { get; private set; } = null!;

    protected bool IsSplit => isSplit;

    public virtual async ValueTask InitializeAsync() => Rig = await PackageRig.StartAsync(run, isSplit, CancellationToken.None);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Rig is not null)
            await Rig.DisposeAsync();
    }

    [Fact]
    public async Task A_version_is_one_instance_that_is_ready_when_all_of_it_is()
    {
        var workload = Working(Slot.Blue, "1.0.0", 1);
        await Target.ApplyAsync(workload, new EffectOrder("up", 1), Cancel);
        var status = await Until(workload, s => s.Ready == 1);

        status.Instances.Count.ShouldBe(1);
        status.Version.ShouldBe(workload.Version);
        status.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_new_version_has_the_place_or_a_place_of_its_own_and_the_way_back_is_the_same()
    {
        var (old, fresh) = (Working(Slot.Blue, "1.0.0", 1), Working(Slot.Green, "2.0.0", 1));
        await Target.ApplyAsync(old, new EffectOrder("first", 1), Cancel);
        await Until(old, s => s.Ready == 1);
        await Target.ApplyAsync(fresh, new EffectOrder("second", 1), Cancel);
        await Until(fresh, s => s.Ready == 1);
        (await Target.ReadAsync(old.Environment, Slot.Blue, Cancel)).Version.ShouldBe(isSplit ? old.Version : null);

        await Target.ApplyAsync(old, new EffectOrder("back", 1), Cancel);
        await Until(old, s => s.Ready == 1 && s.Version == old.Version);
        await Target.ApplyAsync(fresh with { Replicas = 0 }, new EffectOrder("clear", 1), Cancel);

        await Until(fresh, s => s is { Version: null, Instances.Count: 0 });
        (await Until(old, s => s.Ready == 1)).Version.ShouldBe(old.Version);
    }
}
