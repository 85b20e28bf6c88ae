using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets;

public sealed class ConfigurationTests(ClusterRun run)
{
    [Fact]
    public async Task Each_version_has_the_configuration_that_it_came_with()
    {
        await using var rig = await StartAsync("candidate");
        await rig.UpAsync(Slot.Blue, "1.0.0", 1, new EffectOrder("a", 1, 1));
        await PaintAsync(rig, "green");
        await rig.UpAsync(Slot.Green, "2.0.0", 1, new EffectOrder("b", 1, 2));

        (await ColourAsync(rig, "shop")).ShouldBe("blue");
        (await ColourAsync(rig, "shop-candidate")).ShouldBe("green");
        (await rig.GetAsync("settings", "configmaps", "v1"))!["data"]!["colour"]!.GetValue<string>().ShouldBe("green");
        (await rig.ReadAsync(Slot.Blue)).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_version_that_goes_back_takes_its_configuration_with_it()
    {
        await using var rig = await StartAsync(twin: null);
        await rig.UpAsync(Slot.Blue, "1.0.0", 1, new EffectOrder("a", 1, 1));
        await PaintAsync(rig, "green");
        await rig.UpAsync(Slot.Green, "2.0.0", 1, new EffectOrder("b", 1, 2));
        await PaintAsync(rig, "red");

        await rig.UpAsync(Slot.Blue, "1.0.0", 1, new EffectOrder("c", 1, 3));

        (await ColourAsync(rig, "shop")).ShouldBe("blue");
    }

    [Fact]
    public async Task More_instances_of_a_version_do_not_take_up_what_changed_since()
    {
        await using var rig = await StartAsync("candidate");
        await rig.UpAsync(Slot.Green, "1.0.0", 1, new EffectOrder("a", 1, 1));
        await PaintAsync(rig, "green");
        await rig.MergeAsync("shop", """{ "spec": { "template": { "metadata": { "annotations": { "note": "changed" } } } } }""");
        await rig.UpAsync(Slot.Green, "1.0.0", 2, new EffectOrder("b", 1, 2));

        (await ColourAsync(rig, "shop-candidate")).ShouldBe("blue");
        (await rig.ListAsync("replicasets")).Count(set => set["metadata"]!["name"]!.GetValue<string>().StartsWith("shop-candidate-", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Copies_cannot_be_changed_and_old_ones_go()
    {
        await using var rig = await StartAsync("candidate");
        for (var version = 1; version <= 14; version++)
        {
            await PaintAsync(rig, $"colour-{version}");
            await rig.Target.ApplyAsync(rig.Workload(Slot.Green, $"{version}.0.0", 1), new EffectOrder($"up {version}", 1, 2 * version), Cancel);
            await rig.Target.ApplyAsync(rig.Workload(Slot.Green, $"{version}.0.0", 0), new EffectOrder($"down {version}", 1, (2 * version) + 1), Cancel);
        }

        var copies = (await rig.ListAsync("configmaps", "v1")).Where(map => map["metadata"]!["labels"]?[Marks.CopyOf] is not null).ToList();
        copies.Count.ShouldBeInRange(10, 13);
        copies.ShouldAllBe(copy => (bool)copy["immutable"]!);
        copies.ShouldContain(copy => copy["data"]!["colour"]!.GetValue<string>() == "colour-14");
        copies.ShouldNotContain(copy => copy["data"]!["colour"]!.GetValue<string>() == "colour-1");
    }

    [Fact]
    public async Task Secrets_are_copied_with_their_type_and_are_in_no_message()
    {
        await using var rig = await StartAsync("candidate");
        await rig.CreateAsync(JsonNode.Parse("""{ "apiVersion": "v1", "kind": "Secret", "metadata": { "name": "keys" }, "type": "example.test/keys", "stringData": { "key": "hidden-value" } }""")!.AsObject(), "secrets", "v1");
        await rig.MergeAsync("shop", """{ "spec": { "template": { "spec": { "volumes": [{ "name": "keys", "secret": { "secretName": "keys" } }] } } } }""");
        rig.Spec = rig.Spec with { ConfigMaps = [], Secrets = ["keys"] };
        await rig.UpAsync(Slot.Green, "1.0.0", 1, new EffectOrder("a", 1, 1));

        var copy = (await rig.ListAsync("secrets", "v1")).Single(secret => secret["metadata"]!["labels"]?[Marks.CopyOf] is not null);
        copy["type"]!.GetValue<string>().ShouldBe("example.test/keys");
        (await rig.GetAsync("shop-candidate"))!["spec"]!["template"]!["spec"]!["volumes"]![0]!["secret"]!["secretName"]!.GetValue<string>().ShouldBe(copy["metadata"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task One_that_the_template_does_not_use_or_that_is_not_there_is_told()
    {
        await using var rig = await StartAsync("candidate");
        rig.Spec = rig.Spec with { ConfigMaps = ["settings", "other"], Secrets = ["keys"] };
        await rig.MergeAsync("shop", """{ "spec": { "template": { "spec": { "volumes": [{ "name": "keys", "secret": { "secretName": "keys" } }] } } } }""");

        var problems = await rig.Target.CheckAsync(rig.Workload(Slot.Blue, "1.0.0", 1), Cancel);

        problems.Count.ShouldBe(2);
        problems[0].ShouldContain("does not use the ConfigMap other");
        problems[1].ShouldContain($"Secret {rig.Namespace}/keys does not exist");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<TargetRig> StartAsync(string? twin)
    {
        var rig = await TargetRig.StartAsync(run, twin, Cancel);
        rig.Spec = rig.Spec with { ConfigMaps = ["settings"] };
        await rig.CreateAsync(JsonNode.Parse("""{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "settings" }, "data": { "colour": "blue" } }""")!.AsObject(), "configmaps", "v1");
        var deployment = TargetRig.Deployment();
        deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["envFrom"] = JsonNode.Parse("""[{ "configMapRef": { "name": "settings" } }]""");
        await rig.CreateDeploymentAsync(deployment);
        return rig;
    }

    private static async Task PaintAsync(TargetRig rig, string colour) => await rig.MergeAsync("settings", $$"""{ "data": { "colour": "{{colour}}" } }""", "configmaps", "v1");

    private static async Task<string> ColourAsync(TargetRig rig, string deployment)
    {
        var container = (await rig.GetAsync(deployment))!["spec"]!["template"]!["spec"]!["containers"]![0]!;
        var map = await rig.GetAsync(container["envFrom"]![0]!["configMapRef"]!["name"]!.GetValue<string>(), "configmaps", "v1");
        return map!["data"]!["colour"]!.GetValue<string>();
    }
}
