using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets;

/// <summary>What goes wrong in the cluster is told in the words of whoever knows it best.</summary>
public sealed class TroubleTests(ClusterRun run)
{
    [Fact]
    public async Task An_image_that_cannot_be_pulled()
    {
        await using var rig = await StartAsync(TimeSpan.FromMinutes(1));
        rig.Kubelet.Behave("2.0.0", PodBehaviour.CannotPull);
        (await FailureAsync(rig, "2.0.0")).ShouldContain("shop:2.0.0");
        // Why, the cluster says a moment later, and not in the pod's status.
        await rig.UntilAsync(Slot.Green, s => s.Failure!.Contains("code = NotFound", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pull_that_has_only_just_failed_may_still_come_about()
    {
        await using var rig = await StartAsync(TimeSpan.Zero);
        rig.Kubelet.Behave("2.0.0", PodBehaviour.CannotPull);
        await rig.Target.ApplyAsync(rig.Workload(Slot.Green, "2.0.0", 1), new EffectOrder("a", 1), Cancel);
        var status = await rig.UntilAsync(Slot.Green, s => s.Instances.Any(i => i.Detail.StartsWith("ImagePullBackOff", StringComparison.Ordinal)));
        status.Failure.ShouldBeNull();
        status.Instances[0].State.ShouldBe(InstanceState.Starting);
    }

    [Fact]
    public async Task A_container_that_ends_again_and_again()
    {
        await using var rig = await StartAsync(TimeSpan.Zero);
        rig.Kubelet.Behave("2.0.0", PodBehaviour.CrashLooping with { ExitCode = 137 });
        (await FailureAsync(rig, "2.0.0")).ShouldContain("container shop ends again and again (exit code 137, OOMKilled)");
        var status = await rig.UntilAsync(Slot.Green, s => s.Instances.Any(i => i.State == InstanceState.Crashed));
        status.Wanted.ShouldBe(1);
    }

    [Fact]
    public async Task A_version_that_never_gets_ready_is_late_by_the_Deployments_own_rule()
    {
        await using var rig = await StartAsync(TimeSpan.Zero, deployment => deployment["spec"]!["progressDeadlineSeconds"] = 1);
        // In place: a twin is scaled up from none, which the controller does not take for progress that could be late.
        rig.Spec = rig.Spec with { Twin = null };
        rig.Kubelet.Behave("2.0.0", PodBehaviour.NeverReady);
        (await FailureAsync(rig, "2.0.0")).ShouldContain("did not get on within its progressDeadlineSeconds (1 s)");
    }

    [Fact]
    public async Task A_probe_that_never_passes_is_told_with_its_answer()
    {
        await using var rig = await StartAsync(TimeSpan.FromMinutes(1));
        rig.Kubelet.Behave("2.0.0", PodBehaviour.NeverReady);
        await rig.Target.ApplyAsync(rig.Workload(Slot.Green, "2.0.0", 1), new EffectOrder("a", 1), Cancel);
        var status = await rig.UntilAsync(Slot.Green, s => s.Instances.Any(i => i.State == InstanceState.Unready));
        status.Instances[0].Detail.ShouldContain("statuscode: 503");
        status.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_pod_that_does_not_begin_to_run_is_told_with_the_clusters_warning()
    {
        await using var rig = await StartAsync(TimeSpan.FromMinutes(3));
        rig.Kubelet.Behave("2.0.0", PodBehaviour.ReadyAfter(TimeSpan.FromHours(1)));
        await rig.Target.ApplyAsync(rig.Workload(Slot.Green, "2.0.0", 1), new EffectOrder("a", 1), Cancel);
        var pod = (await rig.UntilAsync(Slot.Green, s => s.Instances.Count == 1)).Instances[0].Id;
        var uid = (string)(await rig.GetAsync(pod, "pods", "v1"))!["metadata"]!["uid"]!;
        await rig.CreateAsync(JsonNode.Parse($$"""
            { "apiVersion": "v1", "kind": "Event", "metadata": { "name": "mount" }, "type": "Warning", "reason": "FailedMount", "lastTimestamp": "2026-01-01T00:00:00Z",
              "message": "MountVolume.SetUp failed for volume settings", "involvedObject": { "kind": "Pod", "name": "{{pod}}", "namespace": "{{rig.Namespace}}", "uid": "{{uid}}" } }
            """)!.AsObject(), "events", "v1");
        (await rig.UntilAsync(Slot.Green, s => s.Failure is not null)).Failure!.ShouldContain("does not begin to run: MountVolume.SetUp failed for volume settings");
    }

    [Fact]
    public async Task A_quota_that_is_full_is_known_before_and_told_after()
    {
        await using var rig = await StartAsync(TimeSpan.FromMinutes(1));
        await rig.UpAsync(Slot.Blue, "1.0.0", 1, new EffectOrder("a", 1, 1));
        await rig.CreateAsync(JsonNode.Parse("""{ "apiVersion": "v1", "kind": "ResourceQuota", "metadata": { "name": "few" }, "spec": { "hard": { "pods": "2" } } }""")!.AsObject(), "resourcequotas", "v1");
        // The pod from before the takeover is counted until it has ended.
        await TargetRig.UntilAsync(async () => (string?)(await rig.GetAsync("few", "resourcequotas", "v1"))!["status"]?["used"]?["pods"] == "1");

        (await rig.Target.CheckAsync(rig.Workload(Slot.Green, "2.0.0", 2), Cancel)).ShouldHaveSingleItem().ShouldContain("has no room for 2 more pods: pods is limited to 2");
        (await rig.Target.CheckAsync(rig.Workload(Slot.Green, "2.0.0", 1), Cancel)).ShouldBeEmpty();

        await rig.Target.ApplyAsync(rig.Workload(Slot.Green, "2.0.0", 2), new EffectOrder("b", 1, 2), Cancel);
        (await rig.UntilAsync(Slot.Green, s => s.Failure is not null)).Failure.ShouldSatisfyAllConditions(f => f!.ShouldContain("cannot make its pods"), f => f!.ShouldContain("exceeded quota: few"));
    }

    [Fact]
    public async Task Somebody_else_changes_the_image()
    {
        await using var rig = await StartAsync(TimeSpan.Zero);
        await rig.UpAsync(Slot.Green, "2.0.0", 1, new EffectOrder("a", 1));
        await rig.MergeAsync("shop-candidate", """{ "spec": { "template": { "spec": { "containers": [{ "name": "shop", "image": "registry.example/shop:other" }] } } } }""");

        var failure = (await rig.UntilAsync(Slot.Green, s => s.Failure is not null)).Failure!;

        failure.ShouldContain("somebody else has changed");
        failure.ShouldContain("registry.example/shop:other");
        failure.ShouldContain("2.0.0 on green");
    }

    [Fact]
    public async Task The_next_order_has_its_image_whatever_somebody_else_wrote()
    {
        await using var rig = await StartAsync(TimeSpan.Zero);
        await rig.UpAsync(Slot.Blue, "1.0.0", 1, new EffectOrder("a", 1, 1));
        await rig.MergeAsync("shop", """{ "spec": { "template": { "spec": { "containers": [{ "name": "shop", "image": "registry.example/shop:other" }] } } } }""");
        await rig.UpAsync(Slot.Blue, "1.0.0", 2, new EffectOrder("b", 1, 2));
        await rig.UntilAsync(Slot.Blue, s => s is { Failure: null, Ready: 2 });
        (await rig.GetAsync("shop"))!["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!.GetValue<string>().ShouldBe(TargetRig.Image("1.0.0"));
    }

    [Fact]
    public async Task Somebody_deletes_the_Deployment()
    {
        await using var rig = await StartAsync(TimeSpan.Zero);
        await rig.UpAsync(Slot.Blue, "1.0.0", 1, new EffectOrder("a", 1));
        await rig.Cluster.Api.DeleteAsync($"/apis/apps/v1/namespaces/{rig.Namespace}/deployments/shop", graceSeconds: null, Cancel);
        (await rig.UntilAsync(Slot.Blue, s => s.Failure is not null)).Failure!.ShouldContain($"Deployment {rig.Namespace}/shop does not exist any more");
    }

    [Fact]
    public async Task Somebody_deletes_the_namespace_in_the_middle()
    {
        await using var rig = await StartAsync(TimeSpan.Zero);
        await rig.UpAsync(Slot.Blue, "1.0.0", 1, new EffectOrder("a", 1, 1));
        await rig.Cluster.Api.DeleteAsync($"/api/v1/namespaces/{rig.Namespace}", graceSeconds: null, Cancel);

        (await rig.UntilAsync(Slot.Blue, s => s.Failure is not null)).Failure!.ShouldContain($"the namespace {rig.Namespace}");
        await Should.ThrowAsync<PortUnavailableException>(() => rig.Target.ApplyAsync(rig.Workload(Slot.Green, "2.0.0", 1), new EffectOrder("b", 1, 2), Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<TargetRig> StartAsync(TimeSpan ahead, Action<JsonObject>? with = null)
    {
        var rig = await TargetRig.StartAsync(run, "candidate", Cancel, time: new AheadTime(ahead));
        var deployment = TargetRig.Deployment();
        with?.Invoke(deployment);
        await rig.CreateDeploymentAsync(deployment);
        return rig;
    }

    private static async Task<string> FailureAsync(TargetRig rig, string version)
    {
        await rig.Target.ApplyAsync(rig.Workload(Slot.Green, version, 1), new EffectOrder("up", 1), Cancel);
        return (await rig.UntilAsync(Slot.Green, s => s.Failure is not null)).Failure!;
    }
}
