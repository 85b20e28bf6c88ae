using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Routers.Objects;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers.Objects;

public sealed class IstioRoutesTests
{
    private static readonly IstioSpec Spec = new() { Service = "shop", VirtualService = "shop", Namespaces = new PerSlot<string>("here", "here") };

    private static readonly JsonObject Sample = JsonNode.Parse(RouterSamples.VirtualService)!.AsObject();

    [Fact]
    public void A_share_is_a_second_destination_like_the_first()
    {
        var routes = Http(Spec, RouterRig.Green(20));
        routes[1]!["route"]!.ToJsonString().ShouldBe(
            """[{"destination":{"host":"shop-blue","port":{"number":80}},"headers":{"response":{"set":{"x-from":"shop"}}},"weight":80},{"destination":{"host":"shop-green","port":{"number":80}},"headers":{"response":{"set":{"x-from":"shop"}}},"weight":20}]""");
        routes[1]!["timeout"]!.GetValue<string>().ShouldBe("7s");
    }

    [Fact]
    public void A_header_has_a_route_of_its_own_before_with_the_same_conditions_and_settings()
    {
        var routes = Http(Spec with { Match = new HeaderMatchSpec("X-Canary", "yes") }, RouterRig.Green(20));
        routes.Count.ShouldBe(3);
        routes[1]!.ToJsonString().ShouldBe(
            """{"name":"slipway-primary","match":[{"uri":{"prefix":"/"},"headers":{"x-canary":{"exact":"yes"}}}],"timeout":"7s","route":[{"destination":{"host":"shop-green","port":{"number":80}},"headers":{"response":{"set":{"x-from":"shop"}}}}]}""");
    }

    [Fact]
    public void A_mirror_points_to_the_candidate_whichever_side_that_is()
    {
        var routes = Http(Spec with { Mirror = 12.5m }, RouterRig.Green(90), stable: Slot.Green);
        routes[1]!["mirror"]!.ToJsonString().ShouldBe("""{"host":"shop-blue","port":{"number":80}}""");
        routes[1]!["mirrorPercentage"]!.ToJsonString().ShouldBe("""{"value":12.5}""");
    }

    [Fact]
    public void Only_the_routes_that_the_spec_names_are_divided()
    {
        var twice = Sample.DeepClone().AsObject();
        var copy = twice["spec"]!["http"]![1]!.DeepClone();
        copy["name"] = "other";
        twice["spec"]!["http"]!.AsArray().Add(copy);
        var written = new IstioRoutes(Spec with { Routes = ["primary"] }).Write(twice, new Wanted(RouterRig.Green(20), Slot.Blue));
        written["spec"]!["http"]![2]!.ToJsonString().ShouldBe(copy.ToJsonString());
        new IstioRoutes(Spec with { Routes = ["primary"] }).Read(written, null, null).ShouldBe(RouterRig.Green(20));
        new IstioRoutes(Spec).Read(written, null, Slot.Blue).ShouldBeNull();
    }

    [Fact]
    public void Sides_can_be_subsets_of_the_apps_host()
    {
        var spec = Spec with { DestinationRule = "shop" };
        var routes = Http(spec, RouterRig.Green(20));
        routes[1]!["route"]!.AsArray().Select(r => r!["destination"]!.ToJsonString()).ShouldBe(
            ["""{"host":"shop","port":{"number":80},"subset":"blue"}""", """{"host":"shop","port":{"number":80},"subset":"green"}"""]);
        Http(spec, TrafficSplit.AllTo(Slot.Green))[1]!["route"]!.AsArray().Single()!["destination"]!["subset"]!.GetValue<string>().ShouldBe("green");
    }

    [Theory]
    [InlineData("shop.here.svc.cluster.local", "shop-green.here.svc.cluster.local")]
    [InlineData("shop.here", "shop-green.here")]
    [InlineData("shop", "shop-green")]
    public void A_host_keeps_the_form_that_its_owner_chose(string host, string green)
    {
        var given = Sample.DeepClone().AsObject();
        given["spec"]!["http"]![1]!["route"]![0]!["destination"]!["host"] = host;
        var written = new IstioRoutes(Spec).Write(given, new Wanted(TrafficSplit.AllTo(Slot.Green), Slot.Blue));
        written["spec"]!["http"]![1]!["route"]![0]!["destination"]!["host"]!.GetValue<string>().ShouldBe(green);
    }

    [Fact]
    public void Sides_in_namespaces_of_their_own_are_hosts_with_a_namespace()
    {
        var spec = Spec with { Namespaces = new PerSlot<string>("here", "there") };
        var written = new IstioRoutes(spec).Write(Sample, new Wanted(RouterRig.Green(20), Slot.Blue));
        written["spec"]!["http"]![1]!["route"]!.AsArray().Select(r => (string)r!["destination"]!["host"]!).ShouldBe(["shop", "shop.there.svc.cluster.local"]);
        new IstioRoutes(spec).Read(written, null, null).ShouldBe(RouterRig.Green(20));
        var back = new IstioRoutes(spec).Write(written, new Wanted(TrafficSplit.AllTo(Slot.Green), Slot.Blue));
        new IstioRoutes(spec).Read(back, null, null).ShouldBe(TrafficSplit.AllTo(Slot.Green));
    }

    [Fact]
    public void What_cannot_be_divided_is_said_in_words()
    {
        var foreign = Sample.DeepClone().AsObject();
        foreign["spec"]!["http"]!.AsArray().RemoveAt(1);
        new IstioRoutes(Spec).Problems(foreign).ShouldBe(["the VirtualService shop has no HTTP route that leads to shop alone: it has routes to cart"]);
        new IstioRoutes(Spec with { Routes = ["main"] }).Problems(Sample).ShouldBe(["the VirtualService shop has no HTTP route 'main' that leads to shop alone: it has routes to cart, shop"]);

        var mirrored = Sample.DeepClone().AsObject();
        mirrored["spec"]!["http"]![1]!["mirror"] = new JsonObject { ["host"] = "audit" };
        new IstioRoutes(Spec with { Mirror = 10 }).Problems(mirrored).Single().ShouldContain("mirrors elsewhere already");
        new IstioRoutes(Spec).Problems(Sample).ShouldBeEmpty();
    }

    [Fact]
    public void The_subsets_that_a_spec_relies_on_have_to_be_there()
    {
        var rule = JsonNode.Parse("""{ "spec": { "host": "shop", "subsets": [{ "name": "blue", "labels": { "slipway.dev/slot": "blue" } }, { "name": "green", "labels": { "version": "2" } }] } }""")!.AsObject();
        new IstioRoutes(Spec with { DestinationRule = "shop" }).Needs!.Problems(rule).ShouldBe(["the DestinationRule shop has no subset 'green' with the label slipway.dev/slot: green: add it"]);
    }

    private static JsonArray Http(IstioSpec spec, TrafficSplit split, Slot stable = Slot.Blue) =>
        new IstioRoutes(spec).Write(Sample, new Wanted(split, stable))["spec"]!["http"]!.AsArray();
}
