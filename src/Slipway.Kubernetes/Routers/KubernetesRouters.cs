using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Objects;

namespace Slipway.Kubernetes.Routers;

/// <summary>All that can split requests in a Kubernetes cluster.</summary>
public static class KubernetesRouters
{
    /// <summary>A line for each kind: the key in the spec, and the object in which it keeps the split; null where the app's Service itself divides.</summary>
    private static readonly Dictionary<string, Func<KubernetesTrafficSpec, RouterObject?>> Kinds = new()
    {
        [ServiceSpec.Kind] = _ => null,
        [NginxIngressSpec.Kind] = spec => new NginxIngressTwin((NginxIngressSpec)spec),
        [GatewayApiSpec.Kind] = spec => new GatewayApiRules((GatewayApiSpec)spec),
        [IstioSpec.Kind] = spec => new IstioRoutes((IstioSpec)spec),
        [TraefikSpec.Kind] = spec => new TraefikWeights((TraefikSpec)spec),
        [AlbSpec.Kind] = spec => new AlbAction((AlbSpec)spec),
    };

    public static IReadOnlyList<IRouter> All(Clusters clusters, TimeProvider time) =>
        [.. Kinds.Select(kind => new KubernetesRouter(kind.Key, kind.Value, clusters, time))];

    internal static RouterObject? ObjectOf(KubernetesTrafficSpec spec) => Kinds[spec.Name](spec);
}
