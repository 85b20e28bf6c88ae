using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Routers;

public sealed class ServiceRouterTests(ClusterRun run) : ClusterRouterContract(run)
{
    protected override KubernetesTrafficSpec Spec => new ServiceSpec { Service = "shop" };

    internal override Task PrepareAsync(RouterRig rig) => Task.CompletedTask;
}
