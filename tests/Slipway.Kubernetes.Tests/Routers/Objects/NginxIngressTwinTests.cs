using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Routers.Objects;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers.Objects;

public sealed class NginxIngressTwinTests
{
    private static readonly NginxIngressSpec Spec = new() { Service = "shop", Ingress = "shop", Namespaces = new PerSlot<string>("here", "here"), Match = new HeaderMatchSpec("X-Canary", "yes"), Cookie = "canary" };

    private static readonly JsonObject Sample = JsonNode.Parse(RouterSamples.Ingress)!.AsObject();

    [Fact]
    public void The_twin_leads_to_the_candidate_with_the_canary_annotations_and_nothing_of_others()
    {
        var twin = new NginxIngressTwin(Spec).WriteOwn(Sample, new Wanted(RouterRig.Green(20), Slot.Blue))!;
        twin.ToJsonString().ShouldBe("""
            {"metadata":{"annotations":{"nginx.ingress.kubernetes.io/affinity":"cookie","nginx.ingress.kubernetes.io/canary":"true","nginx.ingress.kubernetes.io/canary-weight":"20","nginx.ingress.kubernetes.io/canary-by-header":"X-Canary","nginx.ingress.kubernetes.io/canary-by-header-value":"yes","nginx.ingress.kubernetes.io/canary-by-cookie":"canary"}},"spec":{"ingressClassName":"nginx","rules":[{"host":"shop.example","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"shop-green","port":{"number":80}}}}]}}]}}
            """);
    }

    [Fact]
    public void Both_sides_can_be_stable()
    {
        var ingress = new NginxIngressTwin(Spec);
        var promoted = ingress.Write(Sample, new Wanted(TrafficSplit.AllTo(Slot.Green), Slot.Blue));
        Backend(promoted).ShouldBe("shop-green");
        ingress.WriteOwn(promoted, new Wanted(TrafficSplit.AllTo(Slot.Green), Slot.Blue)).ShouldBeNull();

        var next = new Wanted(RouterRig.Green(70), Slot.Green);
        var main = ingress.Write(promoted, next);
        var twin = ingress.WriteOwn(promoted, next)!;
        (Backend(main), Backend(twin)).ShouldBe(("shop-green", "shop-blue"));
        twin["metadata"]!["annotations"]!["nginx.ingress.kubernetes.io/canary-weight"]!.GetValue<string>().ShouldBe("30");
        ingress.Read(main, twin, null).ShouldBe(RouterRig.Green(70));
    }

    [Fact]
    public void A_twin_is_created_without_effect()
    {
        var ingress = new NginxIngressTwin(Spec);
        var wanted = new Wanted(RouterRig.Green(20), Slot.Blue);
        var idle = ingress.Idle(ingress.WriteOwn(Sample, wanted)!);
        ingress.Read(ingress.Write(Sample, wanted), idle, null).ShouldBe(TrafficSplit.AllTo(Slot.Blue));
        idle["metadata"]!["annotations"]!.AsObject().Select(a => a.Key).ShouldNotContain("nginx.ingress.kubernetes.io/canary-by-header");
    }

    [Fact]
    public void Where_the_sides_have_namespaces_the_twin_is_in_that_of_green_and_stays_while_green_is_stable()
    {
        var ingress = new NginxIngressTwin(Spec with { Namespaces = new PerSlot<string>("here", "there") });
        var wanted = new Wanted(TrafficSplit.AllTo(Slot.Green), Slot.Blue);
        ingress.Own!.Value.Namespace.ShouldBe("there");
        var twin = ingress.WriteOwn(Sample, wanted)!;
        Backend(twin).ShouldBe("shop");
        ingress.Read(ingress.Write(Sample, wanted), twin, null).ShouldBe(TrafficSplit.AllTo(Slot.Green));
        ingress.WriteOwn(Sample, new Wanted(TrafficSplit.AllTo(Slot.Blue), Slot.Green)).ShouldBeNull();
    }

    [Fact]
    public void A_persons_weight_of_another_total_is_read_as_the_share_that_it_is()
    {
        var ingress = new NginxIngressTwin(Spec);
        var wanted = new Wanted(RouterRig.Green(20), Slot.Blue);
        var (main, twin) = (ingress.Write(Sample, wanted), ingress.WriteOwn(Sample, wanted)!);
        twin["metadata"]!["annotations"]!["nginx.ingress.kubernetes.io/canary-weight-total"] = "1000";
        ingress.Read(main, twin, null).ShouldBe(RouterRig.Green(2));
        twin["metadata"]!["annotations"]!["nginx.ingress.kubernetes.io/canary-weight"] = "many";
        ingress.Read(main, twin, null).ShouldBeNull();
        twin["metadata"]!["annotations"]!["nginx.ingress.kubernetes.io/canary"] = "false";
        ingress.Read(main, twin, null).ShouldBe(TrafficSplit.AllTo(Slot.Blue));
    }

    [Fact]
    public void An_Ingress_that_leads_elsewhere_is_refused_in_words()
    {
        var foreign = Sample.DeepClone().AsObject();
        foreign["spec"]!["rules"]![0]!["http"]!["paths"]!.AsArray().RemoveAt(0);
        new NginxIngressTwin(Spec).Problems(foreign).ShouldBe(["the Ingress shop has no path that leads to shop: it has paths to cart"]);
        new NginxIngressTwin(Spec with { Ingress = "edge/shop" }).Problems(Sample).ShouldContain(p => p.Contains("an Ingress leads to Services of its own namespace"));
    }

    private static string Backend(JsonObject ingress) => (string)ingress["spec"]!["rules"]![0]!["http"]!["paths"]![0]!["backend"]!["service"]!["name"]!;
}
