using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets;

public sealed class PodReadingTests
{
    private const string Running = """{ "name": "shop", "restartCount": 0, "state": { "running": { "startedAt": "2026-01-01T00:00:10Z" } } }""";

    [Theory]
    [InlineData("True", "2026-01-01T00:00:11Z", Running, InstanceState.Ready, "")]
    [InlineData("False", "2026-01-01T00:00:00Z", Running, InstanceState.Starting, "")]
    [InlineData("False", "2026-01-01T00:05:00Z", Running, InstanceState.Unready, "its readiness probe fails")]
    [InlineData("False", "2026-01-01T00:00:00Z", """{ "name": "shop", "restartCount": 0, "state": { "waiting": { "reason": "ContainerCreating" } } }""", InstanceState.Starting, "")]
    [InlineData("False", "2026-01-01T00:00:00Z", """{ "name": "shop", "restartCount": 0, "state": { "waiting": { "reason": "ImagePullBackOff", "message": "no" } } }""", InstanceState.Starting, "ImagePullBackOff: no")]
    [InlineData("False", "2026-01-01T00:00:00Z",
        """{ "name": "shop", "restartCount": 3, "state": { "waiting": { "reason": "CrashLoopBackOff", "message": "back-off" } }, "lastState": { "terminated": { "exitCode": 2, "reason": "Error" } } }""",
        InstanceState.Crashed, "CrashLoopBackOff: back-off (exit code 2)")]
    [InlineData("False", "2026-01-01T00:00:00Z", """{ "name": "shop", "restartCount": 0, "state": { "terminated": { "exitCode": 1 } } }""", InstanceState.Crashed, "ended; it will be started again")]
    public void A_pod_is_an_instance(string ready, string since, string container, InstanceState state, string detail)
    {
        var instance = PodReading.Instance(Pod(ready, since, container), "8080", "1.0.0")!;
        (instance.State, instance.Detail, instance.Address).ShouldBe((state, detail, "10.1.2.3:8080"));
    }

    [Fact]
    public void One_that_is_told_to_end_is_stopping()
    {
        var pod = Pod("True", "2026-01-01T00:00:11Z", Running);
        pod.Json["metadata"]!["deletionTimestamp"] = "2026-01-01T00:01:00Z";
        PodReading.Instance(pod, "8080", "1.0.0")!.State.ShouldBe(InstanceState.Stopping);
    }

    [Fact]
    public void One_of_another_version_is_on_its_way_out_however_ready_it_is() =>
        PodReading.Instance(Pod("True", "2026-01-01T00:00:11Z", Running), "8080", "2.0.0")!.State.ShouldBe(InstanceState.Draining);

    [Fact]
    public void One_that_was_evicted_takes_no_more_part()
    {
        var pod = Pod("False", "2026-01-01T00:00:11Z", Running);
        pod.Json["status"]!["phase"] = "Failed";
        PodReading.Instance(pod, "8080", "1.0.0").ShouldBeNull();
    }

    [Theory]
    [InlineData(null, "8080")]
    [InlineData("9000", "9000")]
    [InlineData("admin", "8081")]
    [InlineData("none", null)]
    public void The_port_is_the_first_or_the_one_that_is_named(string? wanted, string? port) =>
        PodReading.Port(Pod("True", "2026-01-01T00:00:11Z", Running), "shop", wanted).ShouldBe(port);

    [Fact]
    public void One_that_no_node_takes_says_why()
    {
        var pod = Pod("False", "2026-01-01T00:00:00Z", """{ "name": "shop" }""");
        pod.Json["status"]!["conditions"]!.AsArray().Add(JsonNode.Parse("""{ "type": "PodScheduled", "status": "False", "message": "0/3 nodes are available" }"""));
        PodReading.Instance(pod, null, null)!.Detail.ShouldBe("waits for a node: 0/3 nodes are available");
    }

    private static KubeObject Pod(string ready, string since, string container) => new(JsonNode.Parse($$"""
        {
          "kind": "Pod", "metadata": { "name": "shop-1", "namespace": "shop", "annotations": { "slipway.dev/version": "1.0.0" } },
          "spec": { "containers": [{ "name": "shop", "ports": [{ "containerPort": 8080 }, { "name": "admin", "containerPort": 8081 }] }] },
          "status": { "phase": "Running", "podIP": "10.1.2.3", "conditions": [{ "type": "Ready", "status": "{{ready}}", "lastTransitionTime": "{{since}}" }], "containerStatuses": [{{container}}] }
        }
        """)!.AsObject());
}
