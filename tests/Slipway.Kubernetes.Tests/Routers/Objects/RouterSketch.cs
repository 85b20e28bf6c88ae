using System.Text.Json.Nodes;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Routers.Objects;

namespace Slipway.Kubernetes.Tests.Routers.Objects;

/// <summary>A kind of router with objects of it that other people wrote into.</summary>
/// <param name="Object">With all that its kind can do, switched on.</param>
/// <param name="Draw">An object that leads to the app's Service, among foreign parts.</param>
/// <param name="Ours">Takes out of the text of an object at rest what its kind is allowed to leave there; the side's name is the app's by then.</param>
internal sealed record RouterSketch(string Name, RouterObject Object, Func<ForeignJson, JsonObject> Draw, Func<string, string> Ours)
{
    private static readonly PerSlot<string> Here = new("here", "here");
    private static readonly HeaderMatchSpec Match = new("X-Canary", "yes");

    public static IReadOnlyList<RouterSketch> All { get; } =
    [
        new("istio", new IstioRoutes(new IstioSpec { Service = "shop", VirtualService = "shop", Namespaces = Here, Match = Match, Mirror = 25 }), Istio, text => text.Replace(",\"weight\":100", "")),
        new("gatewayApi", new GatewayApiRules(new GatewayApiSpec { Service = "shop", HttpRoute = "shop", Namespaces = Here, Match = Match, Mirror = 100 }), GatewayApi, text => text.Replace(",\"weight\":1}", "}")),
        new("nginxIngress", new NginxIngressTwin(new NginxIngressSpec { Service = "shop", Ingress = "shop", Namespaces = Here, Match = Match, Cookie = "canary" }), Ingress, text => text),
        new("traefik", new TraefikWeights(new TraefikSpec { Service = "shop", TraefikService = "shop", Namespaces = Here, Mirror = 10 }), Traefik, text => text.Replace(",\"weight\":1}", "}")),
        new("alb", new AlbAction(new AlbSpec { Service = "shop", Ingress = "shop", Namespaces = Here }), Alb, WithoutGroups),
    ];

    public override string ToString() => Name;

    private static JsonObject Istio(ForeignJson foreign) => Whole(foreign, "VirtualService", foreign.Around(new JsonObject
    {
        ["hosts"] = new JsonArray("shop.example"),
        ["http"] = foreign.Among(
            Enumerable.Range(0, 1 + foreign.Up(2)).Select(_ => foreign.Around(new JsonObject
            {
                ["match"] = new JsonArray(foreign.Around(new JsonObject { ["uri"] = new JsonObject { ["prefix"] = "/" } })),
                ["route"] = new JsonArray(foreign.Around(new JsonObject { ["destination"] = new JsonObject { ["host"] = "shop", ["port"] = new JsonObject { ["number"] = 80 } } })),
            })),
            () => new JsonObject { ["name"] = foreign.Name(), ["mirror"] = new JsonObject { ["host"] = "audit" }, ["route"] = new JsonArray(new JsonObject { ["destination"] = new JsonObject { ["host"] = "cart" }, ["weight"] = 40 }, new JsonObject { ["destination"] = new JsonObject { ["host"] = "shop", ["subset"] = "old" }, ["weight"] = 60 }) }),
        ["tcp"] = new JsonArray(new JsonObject { ["route"] = new JsonArray(new JsonObject { ["destination"] = new JsonObject { ["host"] = "shop" } }) }),
    }));

    private static JsonObject GatewayApi(ForeignJson foreign) => Whole(foreign, "HTTPRoute", foreign.Around(new JsonObject
    {
        ["hostnames"] = new JsonArray("shop.example"),
        ["rules"] = foreign.Among(
            Enumerable.Range(0, 1 + foreign.Up(2)).Select(_ => foreign.Around(new JsonObject
            {
                ["filters"] = new JsonArray(foreign.Around(new JsonObject { ["type"] = "RequestMirror", ["requestMirror"] = new JsonObject { ["backendRef"] = new JsonObject { ["name"] = "audit" } } })),
                ["backendRefs"] = new JsonArray(foreign.Around(new JsonObject { ["name"] = "shop", ["port"] = 80 })),
            })),
            () => new JsonObject { ["backendRefs"] = new JsonArray(new JsonObject { ["name"] = "shop", ["kind"] = "ServiceImport", ["group"] = "x.io" }, new JsonObject { ["name"] = "cart", ["weight"] = 3 }) }),
    }));

    private static JsonObject Ingress(ForeignJson foreign) => Whole(foreign, "Ingress", foreign.Around(new JsonObject
    {
        ["rules"] = new JsonArray(foreign.Around(new JsonObject
        {
            ["http"] = new JsonObject
            {
                ["paths"] = foreign.Among(
                    [foreign.Around(new JsonObject { ["path"] = "/", ["backend"] = new JsonObject { ["service"] = new JsonObject { ["name"] = "shop", ["port"] = new JsonObject { ["number"] = 80 } } } })],
                    () => new JsonObject { ["path"] = "/cart", ["backend"] = new JsonObject { ["service"] = new JsonObject { ["name"] = "cart" } } }),
            },
        })),
    }));

    private static JsonObject Traefik(ForeignJson foreign) => Whole(foreign, "TraefikService", foreign.Around(new JsonObject
    {
        ["weighted"] = foreign.Around(new JsonObject { ["services"] = new JsonArray(foreign.Around(new JsonObject { ["kind"] = "Service", ["name"] = "shop", ["port"] = 80 })) }),
    }));

    private static JsonObject Alb(ForeignJson foreign)
    {
        var whole = Whole(foreign, "Ingress", foreign.Around([]));
        whole["metadata"]!["annotations"]!["alb.ingress.kubernetes.io/actions.shop"] =
            """{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"shop","servicePort":"80"}],"targetGroupStickinessConfig":{"enabled":true}}}""";
        return whole;
    }

    /// <summary>Read from text, as all that comes from a server.</summary>
    private static JsonObject Whole(ForeignJson foreign, string kind, JsonObject spec)
    {
        var whole = foreign.Around(new JsonObject
        {
            ["kind"] = kind,
            ["metadata"] = foreign.Around(new JsonObject { ["name"] = "shop", ["annotations"] = foreign.Around(new JsonObject { ["nginx.ingress.kubernetes.io/proxy-body-size"] = "8m" }) }),
            ["spec"] = spec,
        });
        return JsonNode.Parse(whole.ToJsonString())!.AsObject();
    }

    private static string WithoutGroups(string text)
    {
        var json = JsonNode.Parse(text)!;
        var action = JsonNode.Parse((string)json["metadata"]!["annotations"]!["alb.ingress.kubernetes.io/actions.shop"]!)!;
        action["forwardConfig"]!["targetGroups"] = null;
        json["metadata"]!["annotations"]!["alb.ingress.kubernetes.io/actions.shop"] = action.ToJsonString();
        return json.ToJsonString();
    }
}
