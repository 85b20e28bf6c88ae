using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys under <c>traffic:</c>.</summary>
internal static class TrafficSchema
{
    private const string TokenSymbols = "!#$%&'*+-.^_`|~";

    /// <summary>A name as HTTP allows it for headers and cookies (RFC 9110, section 5.6.2).</summary>
    public static TextType Token { get; } = new("a name without spaces", @"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", text =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || TokenSymbols.Contains(c))
            ? null
            : new ScalarFault($"'{text}' is not a name that HTTP allows", "letters, digits and -"));

    private static readonly ObjectType<StickySpec> Sticky = new ObjectType<StickySpec>(new StickySpec())
        .Optional("cookie", Token, s => s.Cookie, (s, v) => s with { Cookie = v },
            "Name of the cookie that the gateway sets.", "slipway")
        .Optional("header", Token, s => s.Header, (s, v) => s with { Header = v },
            "Name of a request header whose value decides: the same value, the same side.", "X-User")
        .ExactlyOneOf("cookie", "header");

    public static ObjectType<HeaderMatchSpec> Match { get; } = new ObjectType<HeaderMatchSpec>(new HeaderMatchSpec("", ""))
        .Required("header", Token, m => m.Header, (m, v) => m with { Header = v },
            "Name of the request header.", "canary")
        .Required("value", new TextType("text on one line", fault: OneLine), m => m.Value, (m, v) => m with { Value = v },
            "What it must be, exactly.", "\"true\"");

    private static readonly ObjectType<GatewaySpec> Gateway = new ObjectType<GatewaySpec>(new GatewaySpec { Listen = "" })
        .Required("listen", ListenAddress.Type, g => g.Listen, (g, v) => g with { Listen = v },
            "Address and port. 0.0.0.0 and [::] mean all addresses.", "127.0.0.1:8080")
        .Optional("sticky", Sticky, g => g.Sticky, (g, v) => g with { Sticky = v },
            "A client stays on the side that it was first given. Without it each request is drawn by weight.", "{ cookie: slipway }")
        .Optional("match", Match, g => g.Match, (g, v) => g with { Match = v },
            "Requests with this header go to the new version, whatever its weight.", "{ header: canary, value: \"true\" }")
        .Optional("mirror", new PercentType(zero: true), g => g.Mirror, (g, v) => g with { Mirror = v },
            "This share of the old version's requests is also sent to the new one, whose answers are thrown away.")
        .Optional("maintenancePage", TextType.Any, g => g.MaintenancePage, (g, v) => g with { MaintenancePage = v },
            "HTML file, at most 64 KiB, that `slipway stop --maintenance-page` shows. Without it the gateway has a plain page of its own.", "./maintenance.html");

    public static ObjectType<TrafficSpec> Type { get; } = new ObjectType<TrafficSpec>(null!)
        .Started("gateway", Gateway, t => t as GatewaySpec, (_, v) => v, "Slipway's own gateway.")
        .Optional("service", KubernetesTrafficSchema.Service, t => t as ServiceSpec, (_, v) => v,
            "A Kubernetes Service: its selector is switched, or a canary's share is made by the number of pods.", "{ name: shop }")
        .Optional("nginxIngress", KubernetesTrafficSchema.NginxIngress, t => t as NginxIngressSpec, (_, v) => v,
            "The NGINX Ingress controller, by its canary annotations.", "{ ingress: shop, service: shop }")
        .Optional("istio", KubernetesTrafficSchema.Istio, t => t as IstioSpec, (_, v) => v,
            "Istio, by the weights of a VirtualService.", "{ virtualService: shop, service: shop }")
        .Optional("gatewayApi", KubernetesTrafficSchema.GatewayApi, t => t as GatewayApiSpec, (_, v) => v,
            "Any implementation of the Gateway API, by the weights of an HTTPRoute.", "{ httpRoute: shop, service: shop }")
        .Optional("alb", KubernetesTrafficSchema.Alb, t => t as AlbSpec, (_, v) => v,
            "AWS Application Load Balancer, by the action annotation of an Ingress.", "{ ingress: shop, service: shop }")
        .Optional("traefik", KubernetesTrafficSchema.Traefik, t => t as TraefikSpec, (_, v) => v,
            "Traefik, by the weights of a TraefikService.", "{ traefikService: shop, service: shop }")
        .Optional("prometheus", PrometheusSchema.Type, t => t?.Prometheus, (t, v) => t with { Prometheus = v },
            "Where the requests of a router in a cluster are measured. Without it nothing judges its versions.", "{ url: http://prometheus.monitoring:9090 }")
        .Optional("drain", DurationType.OrZero, t => t?.Drain ?? new GatewaySpec { Listen = "" }.Drain, (t, v) => t with { Drain = v },
            "How long a side must have been without traffic before its instances are stopped.")
        .ExactlyOneOf("gateway", "service", "nginxIngress", "istio", "gatewayApi", "alb", "traefik");

    private static ScalarFault? OneLine(string text) =>
        text.Any(char.IsControl) ? new ScalarFault("must be on one line") : null;
}
