using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers;
using Slipway.Kubernetes.Routers.Maintenance;
using Slipway.Kubernetes.Tests.Routers.Rig;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers.Maintenance;

public sealed class ServicePageTests
{
    [Fact]
    public void A_Service_leads_to_the_page_and_back_with_nothing_else_changed()
    {
        var service = Service();
        var before = service.Json.DeepClone();
        ServicePage.Show(service, Page(), 3);
        ServicePage.ShownFor(service).ShouldBe(3);
        service.Find("spec", "selector")!.ToJsonString().ShouldBe("""{"app":"closed"}""");
        service.Find("spec", "ports")!.ToJsonString().ShouldBe(
            """[{"name":"http","port":80,"targetPort":"page","nodePort":30080},{"name":"metrics","port":9000,"targetPort":9100}]""");

        ServicePage.TakeDown(service, 3);
        ServicePage.ShownFor(service).ShouldBeNull();
        service.Text("metadata", "annotations", RouterMarks.Maintenance).ShouldBe("""{"over":3}""");
        service.Json["metadata"]!["annotations"]!.AsObject().Remove(RouterMarks.Maintenance);
        service.Json["metadata"]!.AsObject().Remove("annotations");
        JsonNode.DeepEquals(service.Json, before).ShouldBeTrue();
    }

    [Fact]
    public void Done_twice_it_is_the_same()
    {
        var service = Service();
        ServicePage.Show(service, Page(), 3);
        var shown = service.Json.ToJsonString();
        ServicePage.Show(service, Page(), 3);
        service.Json.ToJsonString().ShouldBe(shown);
        ServicePage.TakeDown(service, 3);
        var back = service.Json.ToJsonString();
        ServicePage.TakeDown(service, 3);
        service.Json.ToJsonString().ShouldBe(back);
    }

    [Fact]
    public void An_order_of_a_stop_that_is_over_changes_nothing_also_when_there_was_nothing_to_take_down()
    {
        var service = Service();
        ServicePage.TakeDown(service, 3);
        var after = service.Json.ToJsonString();
        Should.Throw<StaleFenceException>(() => ServicePage.Show(service, Page(), 3)).Message.ShouldContain("past stop-3");
        Should.Throw<StaleFenceException>(() => ServicePage.Show(service, Page(), 2));
        ServicePage.TakeDown(service, 2);
        service.Json.ToJsonString().ShouldBe(after);
        ServicePage.Show(service, Page(), 4);
        ServicePage.TakeDown(service, 3);
        ServicePage.ShownFor(service).ShouldBe(4);
    }

    [Fact]
    public void A_later_stop_takes_the_page_over_and_brings_back_what_was_there_before_both()
    {
        var service = Service();
        ServicePage.Show(service, Page(), 3);
        ServicePage.Show(service, Page(), 4);
        ServicePage.TakeDown(service, 4);
        service.Find("spec", "selector")!.ToJsonString().ShouldBe("""{"app":"shop","slipway.dev/slot":"blue"}""");
    }

    [Fact]
    public void A_port_finds_its_counterpart_by_name_then_by_number_then_as_the_only_one()
    {
        EndsOf("""[{ "name": "metrics", "port": 80, "targetPort": 1 }, { "name": "http", "port": 9000, "targetPort": 2 }]""").ShouldBe((2, 1));
        EndsOf("""[{ "port": 9000, "targetPort": 1 }, { "name": "other", "port": 80, "targetPort": 2 }]""").ShouldBe((2, 1));
        EndsOf("""[{ "port": 5, "targetPort": 1 }]""").ShouldBe((1, 1));
        var none = PageWith("""[{ "name": "a", "port": 5, "targetPort": 1 }, { "name": "http", "port": 6, "targetPort": 1 }]""");
        Should.Throw<PortUnavailableException>(() => ServicePage.Show(Service(), none, 1)).Message.ShouldContain("has no counterpart for port metrics of Service here/shop");
    }

    [Fact]
    public void An_annotation_that_a_person_made_unreadable_says_nothing()
    {
        var service = Service();
        service.Json["metadata"]!["annotations"] = new JsonObject { [RouterMarks.Maintenance] = "{" };
        ServicePage.ShownFor(service).ShouldBeNull();
        ServicePage.RefuseWhileShown(service, RouterRig.Production);
        ServicePage.TakeDown(service, 1);
        service.Find("spec", "selector")!.ToJsonString().ShouldBe("""{"app":"shop","slipway.dev/slot":"blue"}""");
    }

    private static (int Http, int Metrics) EndsOf(string ports)
    {
        var service = Service();
        ServicePage.Show(service, PageWith(ports), 1);
        var ends = service.Items("spec", "ports").Select(port => (int)port["targetPort"]!).ToList();
        return (ends[0], ends[1]);
    }

    private static KubeObject Service() => new(JsonNode.Parse("""
        { "apiVersion": "v1", "kind": "Service", "metadata": { "namespace": "here", "name": "shop" },
          "spec": { "type": "NodePort", "selector": { "app": "shop", "slipway.dev/slot": "blue" },
            "ports": [{ "name": "http", "port": 80, "targetPort": 8080, "nodePort": 30080 }, { "name": "metrics", "port": 9000, "targetPort": "metrics" }] } }
        """)!.AsObject());

    private static KubeObject Page() => PageWith("""[{ "name": "http", "port": 80, "targetPort": "page" }, { "name": "metrics", "port": 81, "targetPort": 9100 }]""");

    private static KubeObject PageWith(string ports) => new(JsonNode.Parse($$"""
        { "apiVersion": "v1", "kind": "Service", "metadata": { "namespace": "here", "name": "closed" }, "spec": { "selector": { "app": "closed" }, "ports": {{ports}} } }
        """)!.AsObject());
}
