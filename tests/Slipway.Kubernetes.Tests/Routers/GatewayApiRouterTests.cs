using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Routers;

public sealed class GatewayApiRouterTests(ClusterRun run) : ClusterRouterContract(run)
{
    protected override KubernetesTrafficSpec Spec => new GatewayApiSpec { Service = "shop", HttpRoute = "shop" };

    internal override Task PrepareAsync(RouterRig rig) => RouterSamples.HttpRouteAsync(rig);
}
