using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets;

public sealed class DeploymentTroubleTests
{
    private static readonly DateTimeOffset Created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_pod_that_no_node_takes_is_no_trouble_while_the_cluster_may_grow()
    {
        KubeObject[] pods = [Pod("""{ "conditions": [{ "type": "PodScheduled", "status": "False", "message": "0/3 nodes are available" }] }""")];
        Trouble(pods, TimeSpan.FromMinutes(4)).ShouldBeNull();
        Trouble(pods, TimeSpan.FromMinutes(6))!.Text.ShouldBe("shop-1: no node takes it: 0/3 nodes are available");
    }

    [Fact]
    public void An_image_name_that_is_none_is_trouble_at_once() =>
        Trouble([Waiting("InvalidImageName", "invalid reference format")], TimeSpan.Zero)!.Text.ShouldBe("shop-1: InvalidImageName: invalid reference format");

    [Fact]
    public void A_pull_may_fail_for_a_moment()
    {
        Trouble([Waiting("ErrImagePull", "timeout")], TimeSpan.FromSeconds(9)).ShouldBeNull();
        Trouble([Waiting("ErrImagePull", "timeout")], TimeSpan.FromSeconds(10)).ShouldNotBeNull();
    }

    [Fact]
    public void What_an_earlier_template_met_is_not_held_against_this_one()
    {
        var deployment = Deployment();
        deployment.Json["metadata"]!["generation"] = 5;
        deployment.Json["status"] = JsonNode.Parse("""{ "observedGeneration": 4, "conditions": [{ "type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded", "message": "late" }] }""");
        Trouble([], TimeSpan.Zero, deployment).ShouldBeNull();
        deployment.Json["status"]!["observedGeneration"] = 5;
        Trouble([], TimeSpan.Zero, deployment)!.Text.ShouldContain("progressDeadlineSeconds (600 s): late");
    }

    [Theory]
    [InlineData("/spec/template/spec/containers/0/image", "other", "has the image other")]
    [InlineData("/spec/template/metadata/labels/slipway.dev~1slot", "blue", "slipway.dev/slot")]
    [InlineData("/spec/template/metadata/annotations/slipway.dev~1version", "9", "slipway.dev/version")]
    public void What_somebody_else_changed_is_named(string path, string value, string named)
    {
        var deployment = Deployment();
        JsonNode node = deployment.Json;
        var parts = path[1..].Split('/').Select(part => part.Replace("~1", "/", StringComparison.Ordinal)).ToList();
        foreach (var part in parts.SkipLast(1))
            node = (node is JsonArray list ? list[int.Parse(part)] : node[part])!;
        node[parts[^1]] = value;
        Trouble([], TimeSpan.Zero, deployment)!.Text.ShouldSatisfyAllConditions(t => t.ShouldStartWith("somebody else has changed Deployment shop/shop since 2.0.0 on green was ordered"), t => t.ShouldContain(named));
    }

    [Fact]
    public void A_template_that_names_the_original_again_is_told() =>
        DeploymentTrouble.Of(Deployment(), Order, Spec with { ConfigMaps = ["settings"] }, [], Created)!.Text.ShouldContain("names the ConfigMap settings itself");

    private static DeploymentSpec Spec { get; } = new() { Deployment = "shop", Namespaces = new PerSlot<string>("shop", "shop") };

    private static Ordered Order { get; } = new(Slot.Green, ReleaseVersion.Parse("2.0.0"), "registry.example/shop:2.0.0", 2, IsAutoscaled: false);

    private static DeploymentTrouble? Trouble(IReadOnlyList<KubeObject> pods, TimeSpan after, KubeObject? deployment = null) =>
        DeploymentTrouble.Of(deployment ?? Deployment(), Order, Spec, pods, Created + after);

    private static KubeObject Waiting(string reason, string message) =>
        Pod($$"""{ "containerStatuses": [{ "name": "shop", "state": { "waiting": { "reason": "{{reason}}", "message": "{{message}}" } } }] }""");

    private static KubeObject Pod(string status) => new(JsonNode.Parse($$"""
        { "kind": "Pod", "metadata": { "name": "shop-1", "creationTimestamp": "2026-01-01T00:00:00Z" }, "status": {{status}} }
        """)!.AsObject());

    private static KubeObject Deployment() => new(JsonNode.Parse("""
        {
          "kind": "Deployment", "metadata": { "name": "shop", "namespace": "shop" },
          "spec": { "template": {
            "metadata": { "labels": { "slipway.dev/slot": "green" }, "annotations": { "slipway.dev/version": "2.0.0" } },
            "spec": { "containers": [{ "name": "shop", "image": "registry.example/shop:2.0.0", "envFrom": [{ "configMapRef": { "name": "settings" } }] }] } } }
        }
        """)!.AsObject());
}
