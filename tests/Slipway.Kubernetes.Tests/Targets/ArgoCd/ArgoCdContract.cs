using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Testing.Contracts;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets.ArgoCd;

/// <summary>The promises of every target, kept by Applications of a simulated Argo CD on a real API server.</summary>
public abstract class ArgoCdContract(ClusterRun run, bool isSplit) : OrderContract, IAsyncLifetime
{
    private ArgoRig _rig = null!;

    protected override ITarget Target => _rig.Targets.For(_rig.Spec);

    public async ValueTask InitializeAsync() => _rig = await ArgoRig.StartAsync(run, isSplit);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _rig is null ? default : _rig.DisposeAsync();
    }

    protected override Workload Working(Slot slot, string version, int replicas) => _rig.Workload(slot, version, replicas);

    protected override Workload Impossible() => Working(Slot.Blue, "1.0.0", 1) with
    {
        Spec = _rig.Spec with { Applications = new PerSlot<string>("nowhere", "nowhere") },
        Environment = new EnvironmentKey("nothing", "production"),
    };
}
