using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Routers;

public sealed class IstioRouterTests(ClusterRun run) : ClusterRouterContract(run)
{
    protected override KubernetesTrafficSpec Spec => new IstioSpec { Service = "shop", VirtualService = "shop" };

    protected override Weight Share => Weight.FromPercent(12);

    internal override Task PrepareAsync(RouterRig rig) => RouterSamples.VirtualServiceAsync(rig);
}
