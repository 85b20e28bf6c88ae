using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets;

public sealed class AccessTests(ClusterRun run)
{
    [Fact]
    public async Task A_verb_that_lacks_is_named_exactly_before_anything_is_tried()
    {
        await using var rig = await StartAsync(needs => needs.Select(need => need.Kind == ResourceKinds.Deployments ? need with { Verbs = [.. need.Verbs.Except(["patch"])] } : need));
        await rig.CreateDeploymentAsync();

        var problem = (await rig.Target.CheckAsync(rig.Workload(Slot.Blue, "1.0.0", 1), Cancel)).ShouldHaveSingleItem();

        problem.ShouldContain($"may not patch deployments.apps in namespace {rig.Namespace}");
        problem.ShouldContain("slipway install");
    }

    [Fact]
    public async Task What_the_target_asks_for_is_all_that_it_needs()
    {
        await using var rig = await StartAsync(needs => needs);
        foreach (var (kind, plural) in new[] { ("ConfigMap", "configmaps"), ("Secret", "secrets") })
            await rig.CreateAsync(JsonNode.Parse($$"""{ "apiVersion": "v1", "kind": "{{kind}}", "metadata": { "name": "settings" } }""")!.AsObject(), plural, "v1");
        var deployment = TargetRig.Deployment(replicas: 2);
        deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["envFrom"] = JsonNode.Parse("""[{ "configMapRef": { "name": "settings" } }, { "secretRef": { "name": "settings" } }]""");
        await rig.CreateDeploymentAsync(deployment);
        await rig.CreateAsync(JsonNode.Parse("""
            { "apiVersion": "autoscaling/v1", "kind": "HorizontalPodAutoscaler", "metadata": { "name": "shop" },
              "spec": { "minReplicas": 2, "maxReplicas": 9, "scaleTargetRef": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "shop" } } }
            """)!.AsObject(), "horizontalpodautoscalers", "autoscaling/v1");

        (await rig.Target.CheckAsync(rig.Workload(Slot.Blue, "1.0.0", 2), Cancel)).ShouldBeEmpty();
        await rig.UpAsync(Slot.Blue, "1.0.0", 2, new EffectOrder("a", 1, 1));
        await rig.UpAsync(Slot.Green, "2.0.0", 2, new EffectOrder("b", 1, 2));
        await rig.UpAsync(Slot.Green, "2.0.0", 0, new EffectOrder("c", 1, 3));
        (await rig.Target.ReadLogsAsync(rig.Environment, Slot.Blue, 10, Cancel)).Select(line => line.Text).ShouldBe(["started", "started"]);
    }

    [Fact]
    public async Task A_context_that_the_kubeconfig_does_not_have()
    {
        await using var rig = await StartAsync(needs => needs);
        rig.Spec = rig.Spec with { Context = "production" };
        (await rig.Target.CheckAsync(rig.Workload(Slot.Blue, "1.0.0", 1), Cancel)).ShouldHaveSingleItem().ShouldContain("has no context 'production'");
        (await Should.ThrowAsync<PortUnavailableException>(() => rig.Target.ApplyAsync(rig.Workload(Slot.Blue, "1.0.0", 1), new EffectOrder("a", 1), Cancel))).Message.ShouldContain("'production'");
    }

    [Fact]
    public async Task Credentials_that_no_longer_hold()
    {
        await using var rig = await TargetRig.StartAsync(run, "candidate", Cancel, kubeConfig: async (cluster, spaces) =>
        {
            var path = await cluster.UserAsync([new AccessRule(spaces.Blue, "", "pods", "get")], Cancel);
            // A token that was once signed, or not: to the server they are the same.
            var text = await File.ReadAllTextAsync(path, Cancel);
            var at = text.IndexOf("token: ", StringComparison.Ordinal) + "token: ".Length;
            await File.WriteAllTextAsync(path, text.Insert(at + 1, "x"), Cancel);
            return path;
        });
        var problem = (await rig.Target.CheckAsync(rig.Workload(Slot.Blue, "1.0.0", 1), Cancel)).ShouldHaveSingleItem();
        problem.ShouldContain("has expired");
    }

    [Fact]
    public async Task A_Deployment_a_container_and_an_image_that_are_not_what_the_spec_says()
    {
        await using var rig = await TargetRig.StartAsync(run, "candidate", Cancel);
        (await rig.Target.CheckAsync(rig.Workload(Slot.Blue, "1.0.0", 1), Cancel)).ShouldHaveSingleItem().ShouldContain($"Deployment {rig.Namespace}/shop does not exist");

        await rig.CreateDeploymentAsync();
        rig.Spec = rig.Spec with { Container = "web" };
        (await rig.Target.CheckAsync(rig.Workload(Slot.Blue, "1.0.0", 1), Cancel)).ShouldHaveSingleItem().ShouldContain("has no container 'web'; it has shop");
        rig.Spec = rig.Spec with { Container = null };
        (await rig.Target.CheckAsync(rig.Workload(Slot.Blue, "1.0.0", 1), Cancel)).ShouldBeEmpty();
        (await rig.Target.CheckAsync(rig.Workload(Slot.Blue, "1.0.0", 1) with { Artifact = "registry.example/shop:1.0.0" }, Cancel)).ShouldHaveSingleItem().ShouldContain("does not name an image by its digest");
        await rig.MergeAsync("shop", """{ "spec": { "paused": true } }""");
        (await rig.Target.CheckAsync(rig.Workload(Slot.Blue, "1.0.0", 1), Cancel)).ShouldHaveSingleItem().ShouldContain("kubectl rollout resume deployment shop");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<TargetRig> StartAsync(Func<IReadOnlyList<AccessNeed>, IEnumerable<AccessNeed>> allowed)
    {
        var spec = new DeploymentSpec { Deployment = "shop", Namespaces = new PerSlot<string>("", ""), Twin = "candidate", ConfigMaps = ["settings"], Secrets = ["settings"], Replicas = 2, Container = "shop" };
        var rig = await TargetRig.StartAsync(run, "candidate", Cancel, kubeConfig: (cluster, spaces) => cluster.UserAsync(
            allowed(AccessNeed.Of(spec with { Namespaces = spaces })).Select(need => new AccessRule(
                need.Namespace, need.Kind.Group, need.Subresource is null ? need.Kind.Plural : $"{need.Kind.Plural}/{need.Subresource}", string.Join(',', need.Verbs))), Cancel));
        rig.Spec = spec with { Namespaces = rig.Spec.Namespaces };
        return rig;
    }
}
