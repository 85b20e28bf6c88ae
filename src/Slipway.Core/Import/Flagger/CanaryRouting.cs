using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Reading;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Import.Flagger;

/// <summary>The router of a Canary: its provider, or what the keys say that only one provider has.</summary>
internal static class CanaryRouting
{
    private const string Kubernetes = "kubernetes";

    public static RouterDraft Convert(SourceField spec, EnvironmentDraft environment)
    {
        var provider = spec["provider"];
        var service = spec["service"]["name"] is { Exists: true } named ? named : spec["targetRef"]["name"];
        var kind = provider.Text?.Split(':')[0] ?? Implied(spec);
        var router = kind switch
        {
            "nginx" => RouterDraft.NginxIngress(provider),
            "istio" => RouterDraft.Istio(provider),
            "gatewayapi" => RouterDraft.GatewayApi(provider),
            "traefik" => RouterDraft.Traefik(provider),
            _ => RouterDraft.Service(provider),
        };
        if (router.Kind == NginxIngressSpec.Kind)
        {
            var ingress = spec["ingressRef"]["name"];
            if (!ingress.Exists)
                spec["ingressRef"].Fail("is missing: the provider is nginx", "name the Ingress that leads to the service");
            router.Keys.Text("ingress", ingress.Text ?? "", ingress);
            spec["ingressRef"].Skip();
        }
        else if (router.Kind is IstioSpec.Kind or GatewayApiSpec.Kind or TraefikSpec.Kind)
        {
            var key = router.Kind switch { IstioSpec.Kind => "virtualService", GatewayApiSpec.Kind => "httpRoute", _ => "traefikService" };
            router.Keys.Text(key, service.Text ?? "", service);
            service.Ledger.Tell(new ImportNote(
                service.File, service.Position.Line, service.Path, service.Shown,
                "names an object that Flagger generates and owns.", "Keep it when the Canary is deleted (take its ownerReferences out), with one route that leads to the Service.", environment.At(router.At(key))));
        }

        router.Keys.Text(router.Kind == ServiceSpec.Kind ? "name" : "service", service.Text ?? "", service);
        Tell(provider, kind, router, environment);
        return router;
    }

    private static void Tell(SourceField provider, string? kind, RouterDraft router, EnvironmentDraft environment)
    {
        if (kind is null)
            environment.Source.NameField.Tell("has no provider, and no key that only one has: shares are made by the number of pods, or switched at once.", "Name the router that Flagger was started with (-mesh-provider): nginxIngress, istio, gatewayApi or traefik.", environment.At("traffic"));
        else if (!provider.Exists)
            environment.Source.NameField.Tell($"has no provider; its keys are those of {kind}.", $"Look whether {router.Kind} is the router.", environment.At("traffic"));
        else if (router.Kind == ServiceSpec.Kind && kind != Kubernetes)
            provider.Tell("is a router that Slipway does not have; shares are made by the number of pods.", "Choose a router: nginxIngress, istio, gatewayApi, alb or traefik.", environment.At("traffic"));
    }

    private static string? Implied(SourceField spec) => spec switch
    {
        _ when spec.Has("ingressRef") => "nginx",
        _ when spec["service"].Has("gatewayRefs") => "gatewayapi",
        _ when spec["service"].Has("gateways", "trafficPolicy", "delegation") => "istio",
        _ => null,
    };
}
