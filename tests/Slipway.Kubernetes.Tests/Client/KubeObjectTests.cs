using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Kubernetes.Client;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class KubeObjectTests
{
    private readonly KubeObject _web = new(JsonNode.Parse("""
        {
          "apiVersion": "apps/v1", "kind": "Deployment",
          "metadata": { "name": "web", "namespace": "shop", "generation": 7, "deletionTimestamp": "2026-01-02T03:04:05Z",
                        "labels": { "app": "web" }, "ownerReferences": [{ "uid": "u1" }] },
          "spec": { "replicas": 3, "paused": true },
          "status": { "conditions": [{ "type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded", "message": "too slow" }] }
        }
        """)!.AsObject());

    [Fact]
    public void Values_are_read_by_their_paths()
    {
        _web.Integer("spec", "replicas").ShouldBe(3);
        _web.Flag("spec", "paused").ShouldBe(true);
        _web.Generation.ShouldBe(7);
        _web.IsBeingDeleted.ShouldBeTrue();
        _web.Time("metadata", "deletionTimestamp").ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        _web.Labels.ShouldBe(new Dictionary<string, string> { ["app"] = "web" });
    }

    [Fact]
    public void What_is_not_there_or_of_another_type_reads_as_nothing()
    {
        _web.Text("spec", "replicas").ShouldBeNull();
        _web.Integer("metadata", "name").ShouldBeNull();
        _web.Find("spec", "replicas", "deeper").ShouldBeNull();
        _web.Items("spec", "template", "spec", "containers").ShouldBeEmpty();
        _web.Annotations.ShouldBeEmpty();
        _web.CreatedAt.ShouldBeNull();
    }

    [Fact]
    public void Conditions_are_found_by_type()
    {
        _web.Condition("Progressing").ShouldBe(new KubeCondition("Progressing", "False", "ProgressDeadlineExceeded", "too slow"));
        _web.Condition("Available").ShouldBeNull();
    }

    [Fact]
    public void An_owner_is_known_by_its_uid()
    {
        var owner = KubeObject.New(ResourceKinds.ReplicaSets, "shop", "web-1");
        _web.IsOwnedBy(owner).ShouldBeFalse();
        owner.Json["metadata"]!["uid"] = "u1";
        _web.IsOwnedBy(owner).ShouldBeTrue();
    }
}
