using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Routers;

public sealed class TraefikRouterTests(ClusterRun run) : ClusterRouterContract(run)
{
    protected override KubernetesTrafficSpec Spec => new TraefikSpec { Service = "shop", TraefikService = "shop" };

    internal override Task PrepareAsync(RouterRig rig) => RouterSamples.TraefikServiceAsync(rig);
}
