using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Sides;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers.Sides;

public sealed class SideServiceTests
{
    private static readonly SideServices Sides = new("shop", new PerSlot<string>("here", "here"));

    [Fact]
    public void A_side_has_the_ports_of_the_app_and_its_own_pods()
    {
        var side = SideService.From(App(), Sides, Slot.Green, RouterRig.Production);
        side.Name.ShouldBe("shop-green");
        side.Find("spec")!.ToJsonString().ShouldBe(
            """{"type":"NodePort","selector":{"app":"shop","slipway.dev/slot":"green"},"ports":[{"name":"http","port":80,"targetPort":8080,"protocol":"TCP"}],"sessionAffinity":"ClientIP"}""");
    }

    [Fact]
    public void What_ties_the_app_to_its_installer_is_not_copied_and_the_side_goes_with_it()
    {
        var side = SideService.From(App(), Sides, Slot.Green, RouterRig.Production);
        side.Annotations.Keys.ShouldBe(["alb.ingress.kubernetes.io/healthcheck-path"]);
        side.Labels.ShouldBe(new Dictionary<string, string>
        {
            ["app.kubernetes.io/managed-by"] = "slipway",
            ["slipway.dev/app"] = "shop",
            ["slipway.dev/environment"] = "production",
            ["slipway.dev/slot"] = "green",
        });
        side.IsOwnedBy(App()).ShouldBeTrue();
    }

    [Fact]
    public void What_the_server_fills_in_does_not_make_a_difference_but_ports_do()
    {
        var wanted = SideService.From(App(), Sides, Slot.Green, RouterRig.Production);
        var actual = wanted.Json.DeepClone();
        actual["spec"]!["clusterIP"] = "10.0.0.7";
        actual["spec"]!["ports"]![0]!["nodePort"] = 31000;
        SideService.Says(actual, wanted.Json).ShouldBeTrue();
        actual["spec"]!["ports"]!.AsArray().Add(new JsonObject { ["port"] = 81 });
        SideService.Says(actual, wanted.Json).ShouldBeFalse();
    }

    private static KubeObject App() => new(JsonNode.Parse("""
        { "apiVersion": "v1", "kind": "Service",
          "metadata": { "name": "shop", "namespace": "here", "uid": "u1", "labels": { "app.kubernetes.io/instance": "shop" },
            "annotations": { "argocd.argoproj.io/tracking-id": "shop", "alb.ingress.kubernetes.io/healthcheck-path": "/ready" } },
          "spec": { "type": "NodePort", "clusterIP": "10.0.0.1", "selector": { "app": "shop", "slipway.dev/slot": "blue" }, "sessionAffinity": "ClientIP",
            "ports": [{ "name": "http", "port": 80, "targetPort": 8080, "protocol": "TCP", "nodePort": 30080 }] } }
        """)!.AsObject());
}
