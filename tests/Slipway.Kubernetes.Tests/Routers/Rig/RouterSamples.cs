using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Routers.Rig;

/// <summary>The objects of each kind of router as a user would have them before Slipway comes.</summary>
internal static class RouterSamples
{
    public const string Networking = "/apis/networking.k8s.io/v1";
    public const string Istio = "/apis/networking.istio.io/v1beta1";
    public const string GatewayApi = "/apis/gateway.networking.k8s.io/v1";
    public const string Traefik = "/apis/traefik.io/v1alpha1";

    public const string Ingress = """
        { "apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
          "metadata": { "name": "shop", "annotations": { "nginx.ingress.kubernetes.io/proxy-body-size": "8m", "nginx.ingress.kubernetes.io/affinity": "cookie", "cert-manager.io/issuer": "ca" } },
          "spec": { "ingressClassName": "nginx", "tls": [{ "hosts": ["shop.example"], "secretName": "shop-tls" }], "rules": [{ "host": "shop.example", "http": { "paths": [
            { "path": "/", "pathType": "Prefix", "backend": { "service": { "name": "shop", "port": { "number": 80 } } } },
            { "path": "/cart", "pathType": "Prefix", "backend": { "service": { "name": "cart", "port": { "name": "http" } } } } ] } }] } }
        """;

    public const string AlbIngress = """
        { "apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
          "metadata": { "name": "shop", "annotations": { "alb.ingress.kubernetes.io/scheme": "internet-facing",
            "alb.ingress.kubernetes.io/actions.shop": "{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":[{\"serviceName\":\"shop\",\"servicePort\":\"80\"}],\"targetGroupStickinessConfig\":{\"enabled\":true,\"durationSeconds\":60}}}" } },
          "spec": { "ingressClassName": "alb", "rules": [{ "http": { "paths": [
            { "path": "/", "pathType": "Prefix", "backend": { "service": { "name": "shop", "port": { "name": "use-annotation" } } } } ] } }] } }
        """;

    public const string VirtualService = """
        { "apiVersion": "networking.istio.io/v1beta1", "kind": "VirtualService", "metadata": { "name": "shop" },
          "spec": { "hosts": ["shop.example"], "gateways": ["public"], "http": [
            { "name": "cart", "match": [{ "uri": { "prefix": "/cart" } }], "route": [{ "destination": { "host": "cart", "port": { "number": 80 } } }], "retries": { "attempts": 3, "perTryTimeout": "2s" } },
            { "name": "primary", "match": [{ "uri": { "prefix": "/" } }], "timeout": "7s", "route": [{ "destination": { "host": "shop", "port": { "number": 80 } }, "headers": { "response": { "set": { "x-from": "shop" } } } }] } ],
            "tcp": [{ "match": [{ "port": 5432 }], "route": [{ "destination": { "host": "shop" }, "weight": 100 }] }] } }
        """;

    public const string HttpRoute = """
        { "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": { "name": "shop" },
          "spec": { "parentRefs": [{ "name": "public" }], "hostnames": ["shop.example"], "rules": [
            { "matches": [{ "path": { "type": "PathPrefix", "value": "/cart" } }], "backendRefs": [{ "name": "cart", "port": 80 }] },
            { "matches": [{ "path": { "type": "PathPrefix", "value": "/" } }], "filters": [{ "type": "RequestHeaderModifier", "requestHeaderModifier": { "set": [{ "name": "x-by", "value": "gateway" }] } }],
              "backendRefs": [{ "name": "shop", "port": 80 }] } ] } }
        """;

    public const string TraefikService = """
        { "apiVersion": "traefik.io/v1alpha1", "kind": "TraefikService", "metadata": { "name": "shop" },
          "spec": { "weighted": { "services": [{ "name": "shop", "port": 80, "passHostHeader": true }], "sticky": { "cookie": { "name": "lvl" } } } } }
        """;

    public static Task IngressAsync(RouterRig rig, string json = Ingress) => rig.CreateAsync(Networking, "ingresses", json);

    public static async Task VirtualServiceAsync(RouterRig rig)
    {
        await rig.Cluster.InstallAsync(Crds.Istio);
        await rig.CreateAsync(Istio, "virtualservices", VirtualService);
    }

    public static async Task HttpRouteAsync(RouterRig rig)
    {
        await rig.Cluster.InstallAsync(Crds.GatewayApi);
        await rig.CreateAsync(GatewayApi, "httproutes", HttpRoute);
    }

    public static async Task TraefikServiceAsync(RouterRig rig)
    {
        await rig.Cluster.InstallAsync(Crds.Traefik);
        await rig.CreateAsync(Traefik, "traefikservices", TraefikService);
    }
}
