using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers;

/// <summary>What a whole rollout, and a second one the other way, leaves of the objects of others on a real API server.</summary>
public sealed class ForeignFieldsTests(ClusterRun run)
{
    private static readonly HeaderMatchSpec Match = new("x-canary", "yes");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Of_an_Ingress_with_a_canary_twin() => WholeAsync(
        new NginxIngressSpec { Service = "shop", Ingress = "shop", Match = Match, Cookie = "canary" }, rig => RouterSamples.IngressAsync(rig), RouterSamples.Networking, "ingresses", "");

    [Fact]
    public Task Of_a_VirtualService() => WholeAsync(
        new IstioSpec { Service = "shop", VirtualService = "shop", Match = Match, Mirror = 20 }, RouterSamples.VirtualServiceAsync, RouterSamples.Istio, "virtualservices", ",\"weight\":100");

    [Fact]
    public Task Of_an_HTTPRoute() => WholeAsync(
        new GatewayApiSpec { Service = "shop", HttpRoute = "shop", Match = Match, Mirror = 100 }, RouterSamples.HttpRouteAsync, RouterSamples.GatewayApi, "httproutes", "");

    [Fact]
    public Task Of_a_TraefikService() => WholeAsync(
        new TraefikSpec { Service = "shop", TraefikService = "shop", Mirror = 20 }, RouterSamples.TraefikServiceAsync, RouterSamples.Traefik, "traefikservices", ",\"weight\":1", "\"kind\":\"Service\",");

    private async Task WholeAsync(KubernetesTrafficSpec kind, Func<RouterRig, Task> prepare, string api, string plural, params string[] ours)
    {
        await using var rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await prepare(rig);
        var before = await PlainAsync();
        var spec = rig.Here(kind);
        var router = rig.Router(spec);
        var turn = 0;
        foreach (var (split, stable) in new[]
        {
            (TrafficSplit.AllTo(Slot.Blue), Slot.Blue), (RouterRig.Green(5), Slot.Blue), (RouterRig.Green(50), Slot.Blue), (TrafficSplit.AllTo(Slot.Green), Slot.Blue),
            (RouterRig.Green(90), Slot.Green), (TrafficSplit.AllTo(Slot.Green), Slot.Green),
        })
        {
            turn++;
            await router.SetAsync(RouterRig.RouteOf(spec, split, stable), new EffectOrder($"{turn}", 1, turn), Stop);
            await RouterRig.ConvergesAsync(router, split);
        }

        (await PlainAsync()).ShouldBe(before);

        async Task<string> PlainAsync()
        {
            var found = (await rig.FindAsync(api, plural, "shop"))!;
            var annotations = found["metadata"]!["annotations"] as JsonObject ?? [];
            foreach (var name in annotations.Select(a => a.Key).Where(name => name.Contains("slipway.dev", StringComparison.Ordinal)).ToList())
                annotations.Remove(name);
            var text = annotations.ToJsonString() + found["spec"]!.ToJsonString().Replace("shop-green", "shop", StringComparison.Ordinal);
            return ours.Where(part => part.Length > 0).Aggregate(text, (left, part) => left.Replace(part, "", StringComparison.Ordinal));
        }
    }
}
