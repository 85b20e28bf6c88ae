using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Routers.Objects;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers.Objects;

public sealed class TraefikWeightsTests
{
    private static readonly TraefikSpec Spec = new() { Service = "shop", TraefikService = "shop", Namespaces = new PerSlot<string>("here", "here"), Mirror = 10 };

    private static readonly JsonObject Sample = JsonNode.Parse(RouterSamples.TraefikService)!.AsObject();

    [Fact]
    public void A_mirror_stands_in_the_place_of_stable()
    {
        var weights = new TraefikWeights(Spec);
        var wanted = new Wanted(RouterRig.Green(20), Slot.Blue);
        weights.Write(Sample, wanted)["spec"]!["weighted"]!["services"]!.ToJsonString().ShouldBe(
            """[{"name":"shop-mirror","port":80,"passHostHeader":true,"weight":80,"kind":"TraefikService"},{"name":"shop-green","port":80,"passHostHeader":true,"weight":20}]""");
        weights.WriteOwn(Sample, wanted)!.ToJsonString().ShouldBe(
            """{"spec":{"mirroring":{"name":"shop-blue","port":80,"passHostHeader":true,"mirrors":[{"name":"shop-green","port":80,"passHostHeader":true,"percent":10}]}}}""");
    }

    [Fact]
    public void When_the_rollout_ends_stable_has_its_own_place_again()
    {
        var weights = new TraefikWeights(Spec);
        var wanted = new Wanted(RouterRig.Green(20), Slot.Blue);
        var main = weights.Write(Sample, wanted);
        weights.Read(main, weights.WriteOwn(Sample, wanted), null).ShouldBe(RouterRig.Green(20));
        var back = weights.Write(main, new Wanted(TrafficSplit.AllTo(Slot.Blue), Slot.Blue));
        back["spec"]!["weighted"]!["services"]!.AsArray().Single()!["name"]!.GetValue<string>().ShouldBe("shop-blue");
        back["spec"]!["weighted"]!["sticky"]!.ToJsonString().ShouldBe("""{"cookie":{"name":"lvl"}}""");
    }

    [Fact]
    public void A_service_that_mirrors_or_leads_elsewhere_is_refused_in_words()
    {
        var other = JsonNode.Parse("""{ "spec": { "weighted": { "services": [{ "name": "shop" }, { "name": "cart" }] } } }""")!.AsObject();
        new TraefikWeights(Spec).Problems(other).ShouldBe(["the TraefikService shop does not divide requests to shop alone: its weighted services are shop, cart"]);
        new TraefikWeights(Spec).Problems([]).ShouldBe(["the TraefikService shop does not divide requests to shop alone: it has no weighted services"]);
    }
}
