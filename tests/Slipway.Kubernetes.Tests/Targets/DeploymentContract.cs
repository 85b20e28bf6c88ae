using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Testing.Contracts;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets;

/// <summary>The promises of every target, kept by a Deployment on a real API server.</summary>
public abstract class DeploymentContract(ClusterRun run, string? twin, bool isSplit) : TargetContract, IAsyncLifetime
{
    private TargetRig _rig = null!;

    protected override ITarget Target => _rig.Target;

    protected override CheckSpec GoodCheck => new() { Name = "answers", Probe = new ProbeSpec { Http = "/" } };

    protected override CheckSpec BadCheck => new() { Name = "refuses", Probe = new ProbeSpec { Command = ["false"] } };

    public async ValueTask InitializeAsync()
    {
        _rig = await TargetRig.StartAsync(run, twin, CancellationToken.None, isSplit);
        await _rig.CreateDeploymentAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _rig.DisposeAsync();
    }

    protected override Workload Working(Slot slot, string version, int replicas) => _rig.Workload(slot, version, replicas);

    protected override Workload Impossible() => _rig.Workload(Slot.Blue, "1.0.0", 1) with { Artifact = "registry.example/shop:1.0.0" };
}
