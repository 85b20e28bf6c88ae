using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Testing.Contracts;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Routers.Rig;

/// <summary>The promises of every router, on a real API server.</summary>
public abstract class ClusterRouterContract(ClusterRun run) : RouterContract, IAsyncDisposable
{
    private RouterRig? _rig;

    /// <summary>The spec before it is told the test's namespace.</summary>
    protected abstract KubernetesTrafficSpec Spec { get; }

    protected override TrafficSpec Traffic => _rig!.Here(Spec);

    /// <summary>Brings the objects that the router works on.</summary>
    internal abstract Task PrepareAsync(RouterRig rig);

    protected override async Task<IRouter> StartAsync()
    {
        _rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await PrepareAsync(_rig);
        return _rig.Router((KubernetesTrafficSpec)Traffic);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_rig is not null)
            await _rig.DisposeAsync();
    }
}
