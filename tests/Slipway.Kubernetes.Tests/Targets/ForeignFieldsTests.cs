using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets;

public sealed class ForeignFieldsTests(ClusterRun run)
{
    private const int Rollouts = 8;

    [Theory]
    [InlineData(null, false)]
    [InlineData("candidate", false)]
    [InlineData(null, true)]
    public async Task What_others_own_is_byte_for_byte_as_before_after_any_rollouts(string? twin, bool isSplit)
    {
        await using var rig = await TargetRig.StartAsync(run, twin, Cancel, isSplit);
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        var random = new Random(seed);
        await rig.CreateDeploymentAsync(Decorated(random));
        foreach (var (plural, group, text) in Neighbours)
            await rig.CreateAsync(JsonNode.Parse(text)!.AsObject(), plural, group);
        var before = await TextsAsync(rig);

        var live = Slot.Blue;
        for (var turn = 1; turn <= Rollouts; turn++)
        {
            var version = $"{random.Next(1, 4)}.0.0";
            var other = live.Other();
            await rig.Target.ApplyAsync(rig.Workload(other, version, random.Next(1, 4)), new EffectOrder($"up {turn}", turn, 1), Cancel);
            var goes = random.Next(2) == 0 ? other : live;
            await rig.Target.ApplyAsync(rig.Workload(goes, version, 0), new EffectOrder($"down {turn}", turn, 2), Cancel);
            live = goes.Other();
            (await TextsAsync(rig)).ShouldBe(before, $"seed {seed}, rollout {turn}");
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IEnumerable<(string Plural, string Group, string Text)> Neighbours =>
    [
        ("horizontalpodautoscalers", "autoscaling/v1", """
            { "apiVersion": "autoscaling/v1", "kind": "HorizontalPodAutoscaler", "metadata": { "name": "shop" },
              "spec": { "minReplicas": 3, "maxReplicas": 9, "targetCPUUtilizationPercentage": 70, "scaleTargetRef": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "shop" } } }
            """),
        ("poddisruptionbudgets", "policy/v1beta1", """
            { "apiVersion": "policy/v1beta1", "kind": "PodDisruptionBudget", "metadata": { "name": "shop" }, "spec": { "minAvailable": 1, "selector": { "matchLabels": { "app": "shop" } } } }
            """),
        ("configmaps", "v1", """{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "settings" }, "data": { "colour": "blue" } }"""),
        ("services", "v1", """{ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "shop" }, "spec": { "selector": { "app": "shop" }, "ports": [{ "port": 80 }] } }"""),
    ];

    private static async Task<string> TextsAsync(TargetRig rig)
    {
        var texts = new List<string> { ForeignFields.Of((await rig.GetAsync("shop"))!) };
        foreach (var (plural, group, text) in Neighbours)
        {
            var item = (await rig.GetAsync((string)JsonNode.Parse(text)!["metadata"]!["name"]!, plural, group))!;
            // What the controller of autoscalers says of their state stands in annotations.
            item["metadata"]!.AsObject().Remove("annotations");
            texts.Add(ForeignFields.Of(item, everything: true));
        }

        return string.Join('\n', texts);
    }

    /// <summary>With whatever people and tools write into a Deployment.</summary>
    private static JsonObject Decorated(Random random)
    {
        var deployment = TargetRig.Deployment();
        var annotations = deployment["metadata"]!["annotations"]!.AsObject();
        for (var index = 0; index < 8; index++)
            annotations[$"example.test/note-{index}"] = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(0x20, 0x500))]);
        var spec = deployment["spec"]!.AsObject();
        spec["minReadySeconds"] = random.Next(0, 2);
        spec["revisionHistoryLimit"] = random.Next(2, 20);
        spec["progressDeadlineSeconds"] = random.Next(60, 900);
        var pod = spec["template"]!["spec"]!.AsObject();
        pod["containers"]!.AsArray().Add(JsonNode.Parse("""{ "name": "sidecar", "image": "proxy:1", "env": [{ "name": "MODE", "value": "~/1" }] }"""));
        pod["volumes"] = JsonNode.Parse("""[{ "name": "settings", "configMap": { "name": "settings", "defaultMode": 288 } }, { "name": "room", "emptyDir": {} }]""");
        pod["affinity"] = JsonNode.Parse("""{ "podAntiAffinity": { "preferredDuringSchedulingIgnoredDuringExecution": [{ "weight": 1, "podAffinityTerm": { "topologyKey": "zone", "labelSelector": { "matchLabels": { "app": "shop" } } } }] } }""");
        return deployment;
    }
}
