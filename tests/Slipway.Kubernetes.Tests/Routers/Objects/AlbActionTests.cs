using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Routers.Objects;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers.Objects;

public sealed class AlbActionTests
{
    private static readonly AlbSpec Spec = new() { Service = "shop", Ingress = "shop", Namespaces = new PerSlot<string>("here", "here") };

    private static readonly JsonObject Sample = JsonNode.Parse(RouterSamples.AlbIngress)!.AsObject();

    [Fact]
    public void Both_target_groups_stay_in_the_action_at_rest_with_no_weight()
    {
        Action(RouterRig.Green(20)).ShouldBe(
            """{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"shop-blue","servicePort":"80","weight":80},{"serviceName":"shop-green","servicePort":"80","weight":20}],"targetGroupStickinessConfig":{"enabled":true,"durationSeconds":60}}}""");
        Action(TrafficSplit.AllTo(Slot.Green)).ShouldContain(
            """[{"serviceName":"shop-green","servicePort":"80","weight":100},{"serviceName":"shop-blue","servicePort":"80","weight":0}]""");
    }

    [Fact]
    public void An_Ingress_without_the_action_is_told_what_to_write()
    {
        var without = Sample.DeepClone().AsObject();
        without["metadata"]!["annotations"]!.AsObject().Remove("alb.ingress.kubernetes.io/actions.shop");
        new AlbAction(Spec).Problems(without).Single().ShouldContain("""write '{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"shop","servicePort":"80"}]}}'""");

        var unused = Sample.DeepClone().AsObject();
        unused["spec"]!["rules"]![0]!["http"]!["paths"]![0]!["backend"]!["service"]!["port"]!["name"] = "http";
        new AlbAction(Spec).Problems(unused).Single().ShouldContain("the Service shop with the port name use-annotation");

        without["metadata"]!["annotations"]!["alb.ingress.kubernetes.io/actions.shop"] = "no json";
        new AlbAction(Spec).Problems(without).ShouldNotBeEmpty();
        new AlbAction(Spec).Read(without, null, Slot.Blue).ShouldBeNull();
        new AlbAction(Spec).Problems(Sample).ShouldBeEmpty();
    }

    private static string Action(TrafficSplit split) =>
        (string)new AlbAction(Spec).Write(Sample, new Wanted(split, Slot.Blue))["metadata"]!["annotations"]!["alb.ingress.kubernetes.io/actions.shop"]!;
}
