using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Reading;

namespace Slipway.Core.Import.Argo;

/// <summary>The router of a canary: <c>trafficRouting</c>, or the number of pods where there is none.</summary>
internal static class RolloutRouting
{
    private const string GatewayPlugin = "argoproj-labs/gatewayAPI";
    private const string NginxHeader = "canary-by-header";
    private const string NginxValue = "canary-by-header-value";
    private const string NginxCookie = "canary-by-cookie";

    /// <summary>The value of the header that NGINX's own canary rule waits for, where no other is said.</summary>
    private const string NginxAlways = "always";

    public static RouterDraft Convert(SourceField canary, SourceField labels, EnvironmentDraft environment, SourceObjects objects)
    {
        var routing = canary["trafficRouting"];
        var known = new (string Key, Func<SourceField, RouterDraft> Make)[]
        {
            ("nginx", nginx => Nginx(nginx, environment)),
            ("istio", istio => Istio(istio, environment)),
            ("alb", alb => Alb(alb, environment)),
            ("traefik", Traefik),
            ("plugins", plugins => Plugins(plugins, environment)),
        }.Where(kind => routing.Has(kind.Key)).ToList();
        foreach (var (key, _) in known.Skip(1))
            routing[key].Tell("is one router too many: an environment has one.", "Say which of them carries the requests.", environment.At("traffic"));
        var router = known.Count > 0 ? known[0].Make(routing[known[0].Key]) : RouterDraft.Service(routing.Exists ? routing : canary);
        Service(router, canary, labels, environment, objects);
        return router;
    }

    private static RouterDraft Nginx(SourceField nginx, EnvironmentDraft environment)
    {
        var router = RouterDraft.NginxIngress(nginx);
        var ingress = One(nginx["stableIngress"], nginx["stableIngresses"], "Ingress", environment);
        router.Keys.Text("ingress", ingress.Text ?? "", ingress);
        var more = nginx["additionalIngressAnnotations"];
        var (header, value, cookie) = (Annotation(more, NginxHeader), Annotation(more, NginxValue), Annotation(more, NginxCookie));
        if (header?.Text is { } name)
            router.Keys.Value("match", $"{{ header: {name}, value: {Specs.Schema.YamlWord.Of(value?.Text ?? NginxAlways)} }}", header);
        if (cookie?.Text is { } cookieName)
            router.Keys.Text("cookie", cookieName, cookie);
        foreach (var (key, field) in more.Entries.Where(e => Short(e.Key) is not (NginxHeader or NginxValue or NginxCookie)))
            field.Tell($"{Short(key)} has no equal on the twin of the Ingress.", "Look whether the Ingress itself can have it.", environment.At("traffic"));
        return router;
    }

    private static RouterDraft Istio(SourceField istio, EnvironmentDraft environment)
    {
        var router = RouterDraft.Istio(istio);
        var service = One(istio["virtualService"], istio["virtualServices"], "VirtualService", environment);
        var name = service["name"];
        router.Keys.Text("virtualService", Namespaced(name.Text ?? ""), name);
        var routes = service["routes"].Items.Select(route => route.Text).OfType<string>().ToList();
        if (routes.Count > 0)
            router.Keys.Value("routes", $"[{string.Join(", ", routes.Select(Specs.Schema.YamlWord.Of))}]", service["routes"]);
        foreach (var other in (ReadOnlySpan<SourceField>)[service["tlsRoutes"], service["tcpRoutes"]])
        {
            if (other.Exists)
                other.Tell("has no equal: HTTP routes are split, and no others.", "Without an HTTP route this service cannot be split.", environment.At("traffic"));
        }

        var rule = istio["destinationRule"];
        if (rule["name"].Text is { } destination)
        {
            router.Keys.Text("destinationRule", Namespaced(destination), rule["name"]);
            rule.Tell("Slipway's subsets are called blue and green, and are told apart by the label slipway.dev/slot.", "Take the old subsets out of the DestinationRule once the Rollout is gone.", environment.At(router.At("destinationRule")));
        }

        return router;
    }

    private static RouterDraft Alb(SourceField alb, EnvironmentDraft environment)
    {
        var router = RouterDraft.Alb(alb);
        var ingress = One(alb["ingress"], alb["ingresses"], "Ingress", environment);
        router.Keys.Text("ingress", ingress.Text ?? "", ingress);
        if (alb["rootService"] is { Exists: true } root)
            router.Keys.Text("service", root.Text ?? "", root);
        return router;
    }

    private static RouterDraft Traefik(SourceField traefik)
    {
        var router = RouterDraft.Traefik(traefik);
        var name = traefik["weightedTraefikServiceName"];
        router.Keys.Text("traefikService", name.Text ?? "", name);
        return router;
    }

    private static RouterDraft Plugins(SourceField plugins, EnvironmentDraft environment)
    {
        RouterDraft? router = null;
        foreach (var (key, plugin) in plugins.Entries)
        {
            if (key != GatewayPlugin)
            {
                plugin.Tell("is a plugin that Slipway does not have; shares are made by the number of pods.", "Choose a router: nginxIngress, istio, gatewayApi, alb or traefik.", environment.At("traffic"));
                continue;
            }

            router = RouterDraft.GatewayApi(plugin);
            var several = plugin["httpRoutes"];
            var route = One(plugin["httpRoute"], several, "HTTPRoute", environment);
            var name = several.Exists ? route["name"] : route;
            var there = plugin["namespace"].Text ?? environment.Namespace;
            router.Keys.Text("httpRoute", there == environment.Namespace ? name.Text ?? "" : $"{there}/{name.Text}", name);
        }

        return router ?? RouterDraft.Service(plugins);
    }

    private static void Service(RouterDraft router, SourceField canary, SourceField labels, EnvironmentDraft environment, SourceObjects objects)
    {
        var key = router.Kind == Specs.Model.ServiceSpec.Kind ? "name" : "service";
        var stable = canary["stableService"];
        if (router.Keys.Has(key))
        {
            stable.Skip();
            return;
        }

        if (stable.Text is { } named)
        {
            router.Keys.Text(key, named, stable);
            return;
        }

        var found = objects.ServicesOf(labels, environment.Namespace);
        var from = found.Count > 0 ? found[0].NameField : environment.Source.NameField;
        router.Keys.Text(key, from.Text ?? "", from);
        if (found.Count != 1)
        {
            from.Tell(
                found.Count == 0 ? "no Service among the files selects its pods, so the Service is taken to have its name." : $"{found.Count} Services among the files select its pods; this one is taken.",
                "Name the Service that clients call.", environment.At(router.At(key)));
        }
    }

    /// <summary>The one that is named, or the first of several.</summary>
    private static SourceField One(SourceField single, SourceField several, string kind, EnvironmentDraft environment)
    {
        if (single.Exists || !several.Exists)
        {
            if (!single.Exists)
                single.Fail($"names no {kind}", $"name the {kind} that leads to the service");
            return single;
        }

        var items = several.Items;
        foreach (var item in items.Skip(1))
            item.Tell($"is one {kind} too many: an environment has one.", $"Say which {kind} carries the requests, or make the others lead to it.", environment.At("traffic"));
        if (items.Count == 0)
            several.Fail($"names no {kind}", $"name the {kind} that leads to the service");
        return items.Count == 0 ? single : items[0];
    }

    /// <summary>Argo Rollouts writes <c>NAME.NAMESPACE</c>, Slipway <c>NAMESPACE/NAME</c>.</summary>
    private static string Namespaced(string name) => name.Split('.') is [var first, var second] ? $"{second}/{first}" : name;

    private static SourceField? Annotation(SourceField annotations, string name) =>
        annotations.Entries.Where(e => Short(e.Key) == name).Select(e => e.Field).FirstOrDefault();

    /// <summary>They may be written with the controller's prefix or without it.</summary>
    private static string Short(string annotation) => annotation[(annotation.LastIndexOf('/') + 1)..];
}
