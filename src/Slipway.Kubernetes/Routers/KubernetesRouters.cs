using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Objects;

namespace Slipway.Kubernetes.Routers;

/// <summary>All that can split requests in a Kubernetes cluster.</summary>
public static class KubernetesRouters
{
    private static readonly string[] Kinds = [ServiceSpec.Kind, NginxIngressSpec.Kind, GatewayApiSpec.Kind, IstioSpec.Kind, TraefikSpec.Kind, AlbSpec.Kind];

    public static IReadOnlyList<IRouter> All(Clusters clusters, TimeProvider time) =>
        [.. Kinds.Select(kind => new KubernetesRouter(kind, ObjectOf, clusters, time))];

    /// <summary>The object in which the router of a spec keeps its split; null where the Service itself is the router.</summary>
    internal static RouterObject? ObjectOf(KubernetesTrafficSpec spec) => spec switch
    {
        NginxIngressSpec nginx => new NginxIngressTwin(nginx),
        GatewayApiSpec gateway => new GatewayApiRules(gateway),
        IstioSpec istio => new IstioRoutes(istio),
        TraefikSpec traefik => new TraefikWeights(traefik),
        AlbSpec alb => new AlbAction(alb),
        _ => null,
    };
}
