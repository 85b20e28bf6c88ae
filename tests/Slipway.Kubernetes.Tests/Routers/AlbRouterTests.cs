using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Routers;

public sealed class AlbRouterTests(ClusterRun run) : ClusterRouterContract(run)
{
    protected override KubernetesTrafficSpec Spec => new AlbSpec { Service = "shop", Ingress = "shop" };

    protected override Weight Share => Weight.FromPercent(12);

    internal override Task PrepareAsync(RouterRig rig) => RouterSamples.IngressAsync(rig, RouterSamples.AlbIngress);
}
