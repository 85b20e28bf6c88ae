using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Routers.Objects;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers.Objects;

public sealed class GatewayApiRulesTests
{
    private static readonly GatewayApiSpec Spec = new() { Service = "shop", HttpRoute = "shop", Namespaces = new PerSlot<string>("here", "here") };

    private static readonly JsonObject Sample = JsonNode.Parse(RouterSamples.HttpRoute)!.AsObject();

    [Theory]
    [InlineData("20", 80, 20)]
    [InlineData("12.5", 8750, 1250)]
    [InlineData("0.01", 9999, 1)]
    public void Weights_are_percent_or_hundredths_of_one(string percent, int blue, int green) =>
        Rules(Spec, RouterRig.Green(decimal.Parse(percent)))[1]!["backendRefs"]!.ToJsonString()
            .ShouldBe($$"""[{"name":"shop-blue","port":80,"weight":{{blue}}},{"name":"shop-green","port":80,"weight":{{green}}}]""");

    [Fact]
    public void A_header_has_a_rule_of_its_own_that_is_gone_at_the_end()
    {
        var rules = new GatewayApiRules(Spec with { Match = new HeaderMatchSpec("X-Canary", "yes") });
        var mixed = rules.Write(Sample, new Wanted(RouterRig.Green(20), Slot.Blue));
        mixed["spec"]!["rules"]!.AsArray().Count.ShouldBe(3);
        mixed["spec"]!["rules"]![1]!.ToJsonString().ShouldBe(
            """{"matches":[{"path":{"type":"PathPrefix","value":"/"},"headers":[{"type":"Exact","name":"X-Canary","value":"yes"}]}],"filters":[{"type":"RequestHeaderModifier","requestHeaderModifier":{"set":[{"name":"x-by","value":"gateway"}]}}],"backendRefs":[{"name":"shop-green","port":80,"weight":1},{"name":"shop-blue","port":80,"weight":0}]}""");
        rules.Write(mixed, new Wanted(TrafficSplit.AllTo(Slot.Blue), Slot.Blue))["spec"]!["rules"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public void A_mirror_is_a_filter_beside_those_of_others()
    {
        var rules = new GatewayApiRules(Spec with { Mirror = 100 });
        var mixed = rules.Write(Sample, new Wanted(RouterRig.Green(20), Slot.Blue));
        mixed["spec"]!["rules"]![1]!["filters"]!.AsArray().Count.ShouldBe(2);
        mixed["spec"]!["rules"]![1]!["filters"]![1]!.ToJsonString().ShouldBe("""{"type":"RequestMirror","requestMirror":{"backendRef":{"name":"shop-green","port":80}}}""");
        rules.Write(mixed, new Wanted(TrafficSplit.AllTo(Slot.Green), Slot.Blue))["spec"]!["rules"]![1]!["filters"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public void Sides_in_namespaces_of_their_own_are_told_by_the_namespace()
    {
        var rules = new GatewayApiRules(Spec with { Namespaces = new PerSlot<string>("here", "there"), Match = new HeaderMatchSpec("x", "y") });
        var mixed = rules.Write(Sample, new Wanted(RouterRig.Green(20), Slot.Blue));
        mixed["spec"]!["rules"]![2]!["backendRefs"]!.ToJsonString().ShouldBe("""[{"name":"shop","port":80,"weight":80},{"name":"shop","port":80,"namespace":"there","weight":20}]""");
        rules.Read(mixed, null, null).ShouldBe(RouterRig.Green(20));
        var end = rules.Write(mixed, new Wanted(TrafficSplit.AllTo(Slot.Green), Slot.Blue));
        end["spec"]!["rules"]!.AsArray().Count.ShouldBe(2);
        rules.Read(end, null, null).ShouldBe(TrafficSplit.AllTo(Slot.Green));
    }

    [Fact]
    public void A_persons_change_of_the_weights_is_read_as_it_is()
    {
        var mixed = new GatewayApiRules(Spec).Write(Sample, new Wanted(RouterRig.Green(20), Slot.Blue));
        mixed["spec"]!["rules"]![1]!["backendRefs"]![0]!["weight"] = 2;
        mixed["spec"]!["rules"]![1]!["backendRefs"]![1]!["weight"] = 1;
        new GatewayApiRules(Spec).Read(mixed, null, null).ShouldBe(RouterRig.Green(33.33m));
        mixed["spec"]!["rules"]![1]!["backendRefs"]![0]!["weight"] = 1_000_000;
        new GatewayApiRules(Spec).Read(mixed, null, null).ShouldBe(RouterRig.Green(0.01m));
        mixed["spec"]!["rules"]![1]!["backendRefs"]![1]!["weight"] = 0;
        new GatewayApiRules(Spec).Read(mixed, null, null).ShouldBe(TrafficSplit.AllTo(Slot.Blue));
        mixed["spec"]!["rules"]![1]!["backendRefs"]![0]!["weight"] = 0;
        new GatewayApiRules(Spec).Read(mixed, null, null).ShouldBeNull();
    }

    [Fact]
    public void A_route_that_leads_elsewhere_is_refused_in_words()
    {
        var foreign = Sample.DeepClone().AsObject();
        foreign["spec"]!["rules"]!.AsArray().RemoveAt(1);
        new GatewayApiRules(Spec).Problems(foreign).ShouldBe(["the HTTPRoute shop has no rule that leads to shop alone: it has rules to cart"]);
    }

    private static JsonArray Rules(GatewayApiSpec spec, TrafficSplit split) =>
        new GatewayApiRules(spec).Write(Sample, new Wanted(split, Slot.Blue))["spec"]!["rules"]!.AsArray();
}
