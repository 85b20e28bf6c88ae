namespace Slipway.Testing.Kubernetes;

/// <summary>Kinds of objects that others bring into a cluster, with the part of their schemas that is used here.</summary>
public enum Crds
{
    /// <summary>VirtualService and DestinationRule: <c>networking.istio.io/v1beta1</c>, v1alpha3 and v1.</summary>
    Istio,

    /// <summary>HTTPRoute, Gateway and GatewayClass: <c>gateway.networking.k8s.io/v1</c> and v1beta1.</summary>
    GatewayApi,

    /// <summary>Application and AppProject: <c>argoproj.io/v1alpha1</c>.</summary>
    ArgoCd,

    /// <summary>IngressRoute and TraefikService: <c>traefik.io/v1alpha1</c>.</summary>
    Traefik,

    /// <summary>ServiceMonitor and PrometheusRule: <c>monitoring.coreos.com/v1</c>.</summary>
    ServiceMonitor,
}
