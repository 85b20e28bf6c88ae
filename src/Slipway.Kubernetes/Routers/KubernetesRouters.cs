using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Objects;

namespace Slipway.Kubernetes.Routers;

/// <summary>All that can split requests in a Kubernetes cluster.</summary>
public static class KubernetesRouters
{
    public static IReadOnlyList<IRouter> All(Clusters clusters, TimeProvider time) =>
    [
        new KubernetesRouter(ServiceSpec.Kind, _ => null, clusters, time),
        new KubernetesRouter(NginxIngressSpec.Kind, spec => new NginxIngressTwin((NginxIngressSpec)spec), clusters, time),
        new KubernetesRouter(GatewayApiSpec.Kind, spec => new GatewayApiRules((GatewayApiSpec)spec), clusters, time),
        new KubernetesRouter(IstioSpec.Kind, spec => new IstioRoutes((IstioSpec)spec), clusters, time),
        new KubernetesRouter(TraefikSpec.Kind, spec => new TraefikWeights((TraefikSpec)spec), clusters, time),
        new KubernetesRouter(AlbSpec.Kind, spec => new AlbAction((AlbSpec)spec), clusters, time),
    ];
}
