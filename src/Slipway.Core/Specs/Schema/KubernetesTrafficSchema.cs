using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys of routers in a Kubernetes cluster.</summary>
internal static class KubernetesTrafficSchema
{
    public static ObjectType<ServiceSpec> Service { get; } = Routed(new ObjectType<ServiceSpec>(new ServiceSpec { Service = "" }), "name");

    public static ObjectType<NginxIngressSpec> NginxIngress { get; } = Routed(new ObjectType<NginxIngressSpec>(new NginxIngressSpec { Service = "", Ingress = "" })
        .Required("ingress", KubernetesName.WithNamespace, i => i.Ingress, (i, v) => i with { Ingress = v },
            "The Ingress that leads to the Service.", "shop")
        .Optional("match", TrafficSchema.Match, i => i.Match, (i, v) => i with { Match = v },
            "Requests with this header go to the new version, whatever its weight.", "{ header: canary, value: \"true\" }")
        .Optional("cookie", TrafficSchema.Token, i => i.Cookie, (i, v) => i with { Cookie = v },
            "Requests whose cookie of this name says `always` go to the new version, those that say `never` do not.", "canary"));

    public static ObjectType<IstioSpec> Istio { get; } = Routed(new ObjectType<IstioSpec>(new IstioSpec { Service = "", VirtualService = "" })
        .Required("virtualService", KubernetesName.WithNamespace, i => i.VirtualService, (i, v) => i with { VirtualService = v },
            "The VirtualService whose HTTP routes lead to the Service. Its other routes are not touched.", "shop")
        .Optional("routes", new ListType<string>(TextType.Any, "names", max: 50), i => i.Routes, (i, v) => i with { Routes = v },
            "The HTTP routes that are split. Without it: each that leads to the Service.", "[primary]")
        .Optional("destinationRule", KubernetesName.WithNamespace, i => i.DestinationRule, (i, v) => i with { DestinationRule = v },
            "Its subsets blue and green are the sides. Without it the sides are Services of their own.", "shop")
        .Optional("match", TrafficSchema.Match, i => i.Match, (i, v) => i with { Match = v },
            "Requests with this header go to the new version, whatever its weight.", "{ header: canary, value: \"true\" }")
        .Optional("mirror", new PercentType(zero: true), i => i.Mirror, (i, v) => i with { Mirror = v },
            "This share of the old version's requests is also sent to the new one, whose answers are thrown away."));

    public static ObjectType<GatewayApiSpec> GatewayApi { get; } = Routed(new ObjectType<GatewayApiSpec>(new GatewayApiSpec { Service = "", HttpRoute = "" })
        .Required("httpRoute", KubernetesName.WithNamespace, g => g.HttpRoute, (g, v) => g with { HttpRoute = v },
            "The HTTPRoute whose rules lead to the Service. Its other rules are not touched.", "shop")
        .Optional("match", TrafficSchema.Match, g => g.Match, (g, v) => g with { Match = v },
            "Requests with this header go to the new version, whatever its weight.", "{ header: canary, value: \"true\" }")
        .Optional("mirror", new PercentType(zero: true), g => g.Mirror, (g, v) => g with { Mirror = v },
            "0%, or 100% of the old version's requests are also sent to the new one, whose answers are thrown away; the API has no other share.")
        .Rule((g, at) =>
        {
            if (g.Mirror is not (0 or 100))
                at.Key("mirror").Error("is a share that the Gateway API does not have", "0% or 100%");
        }));

    public static ObjectType<AlbSpec> Alb { get; } = Routed(new ObjectType<AlbSpec>(new AlbSpec { Service = "", Ingress = "" })
        .Required("ingress", KubernetesName.WithNamespace, a => a.Ingress, (a, v) => a with { Ingress = v },
            "The Ingress of the AWS Load Balancer Controller. Its backend is the Service with the port name use-annotation.", "shop"));

    public static ObjectType<TraefikSpec> Traefik { get; } = Routed(new ObjectType<TraefikSpec>(new TraefikSpec { Service = "", TraefikService = "" })
        .Required("traefikService", KubernetesName.WithNamespace, t => t.TraefikService, (t, v) => t with { TraefikService = v },
            "The weighted TraefikService that routes name.", "shop")
        .Optional("mirror", new PercentType(zero: true), t => t.Mirror, (t, v) => t with { Mirror = v },
            "This share of the old version's requests is also sent to the new one, whose answers are thrown away."));

    private static ObjectType<T> Routed<T>(ObjectType<T> type, string service = "service")
        where T : KubernetesTrafficSpec => type
            .Required(service, KubernetesName.OfService, t => t.Service, (t, v) => (T)(t with { Service = v }),
                "The app's Service, which has to be there already.", "shop")
            .Optional("namespace", KubernetesName.Type, _ => null, (t, v) => (T)(t with { Namespaces = new PerSlot<string>(v, v) }),
                "Where the Service is. Without it: where the target runs.", "shop")
            .Optional("namespaces", KubernetesSchema.Namespaces, _ => null, (t, v) => (T)(t with { Namespaces = v }),
                "Where each side's Service is.", "{ blue: production-blue, green: production-green }")
            .Optional("maintenancePage", KubernetesName.Type, t => t.MaintenancePage, (t, v) => (T)(t with { MaintenancePage = v }),
                "The Service, beside the app's, that serves the page of `slipway stop --maintenance-page`.", "shop-closed")
            .Rule((t, at) =>
            {
                if (t.MaintenancePage is { } page && (page == t.Service || Slots.All.Any(slot => page == $"{t.Service}-{slot.Label()}")))
                    at.Key("maintenancePage").Error($"is a Service of the app itself: '{page}'", "name another that serves the page");
            });
}
