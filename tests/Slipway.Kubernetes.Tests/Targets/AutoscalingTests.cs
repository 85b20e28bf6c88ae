using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Targets;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets;

public sealed class AutoscalingTests(ClusterRun run)
{
    [Fact]
    public async Task The_twin_gets_an_autoscaler_of_its_own_which_goes_with_it()
    {
        await using var rig = await StartAsync(fewest: 2);
        await rig.UpAsync(Slot.Green, "1.0.0", 2, new EffectOrder("a", 1, 1));

        var copy = (await rig.GetAsync("shop-candidate", "horizontalpodautoscalers", "autoscaling/v1"))!;
        copy["spec"]!["scaleTargetRef"]!["name"]!.GetValue<string>().ShouldBe("shop-candidate");
        copy["spec"]!["maxReplicas"]!.GetValue<int>().ShouldBe(9);

        await rig.UpAsync(Slot.Green, "1.0.0", 0, new EffectOrder("b", 1, 2));
        (await rig.GetAsync("shop-candidate", "horizontalpodautoscalers", "autoscaling/v1")).ShouldBeNull();
        (await rig.GetAsync("shop", "horizontalpodautoscalers", "autoscaling/v1")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_version_begins_with_as_many_pods_as_the_other_side_needs_now_and_is_not_scaled_down()
    {
        await using var rig = await StartAsync(fewest: 2);
        await rig.UpAsync(Slot.Blue, "1.0.0", 2, new EffectOrder("a", 1, 1));
        // The autoscaler's part: load has come.
        await rig.MergeAsync("shop", """{ "spec": { "replicas": 6 } }""");
        await rig.UntilAsync(Slot.Blue, s => s.Ready == 6);

        await rig.UpAsync(Slot.Green, "2.0.0", 2, new EffectOrder("b", 1, 2));
        await rig.Target.ApplyAsync(rig.Workload(Slot.Blue, "1.0.0", 2), new EffectOrder("c", 1, 3), Cancel);

        (await rig.UntilAsync(Slot.Green, s => s.Ready == 6)).Wanted.ShouldBe(2);
        (await rig.UntilAsync(Slot.Blue, s => s.Ready == 6)).Wanted.ShouldBe(2);
    }

    [Fact]
    public async Task An_autoscaler_that_goes_below_the_replicas_is_told()
    {
        await using var rig = await StartAsync(fewest: 1);
        (await rig.Target.CheckAsync(rig.Workload(Slot.Blue, "1.0.0", 2), Cancel)).ShouldHaveSingleItem().ShouldContain("may go down to 1 pods");
    }

    [Fact]
    public async Task An_autoscaler_where_shares_are_made_by_numbers_of_pods_is_told()
    {
        await using var rig = await StartAsync(fewest: 2);
        rig.Spec = rig.Spec with { Thins = true };
        (await rig.Target.CheckAsync(rig.Workload(Slot.Blue, "1.0.0", 2), Cancel)).ShouldHaveSingleItem().ShouldContain("sets the number of pods");
    }

    [Theory]
    [InlineData(2, 2, 0, 6, 6)]
    [InlineData(1, 4, 0, 10, 3)]
    [InlineData(4, 4, 7, 2, 7)]
    [InlineData(3, 3, 0, 0, 3)]
    public void A_version_begins_with_its_share_of_what_the_other_side_needs(int ordered, int full, int here, int there, int begins) =>
        Autoscaling.Start(ordered, full, here, there).ShouldBe(begins);

    [Fact]
    public async Task A_twin_in_a_namespace_of_its_own_gets_the_disruption_budget_too()
    {
        await using var rig = await TargetRig.StartAsync(run, twin: null, Cancel, isSplit: true);
        await rig.CreateDeploymentAsync();
        await rig.CreateAsync(JsonNode.Parse(
            """{ "apiVersion": "policy/v1beta1", "kind": "PodDisruptionBudget", "metadata": { "name": "shop" }, "spec": { "minAvailable": 1, "selector": { "matchLabels": { "app": "shop" } } } }""")!.AsObject(), "poddisruptionbudgets", "policy/v1beta1");

        await rig.UpAsync(Slot.Green, "1.0.0", 1, new EffectOrder("a", 1, 1));
        (await rig.ListAsync("poddisruptionbudgets", "policy/v1beta1", rig.Spec.Namespaces.Green)).ShouldHaveSingleItem()["spec"]!["minAvailable"]!.GetValue<int>().ShouldBe(1);

        await rig.UpAsync(Slot.Green, "1.0.0", 0, new EffectOrder("b", 1, 2));
        (await rig.ListAsync("poddisruptionbudgets", "policy/v1beta1", rig.Spec.Namespaces.Green)).ShouldBeEmpty();
        (await rig.ListAsync("poddisruptionbudgets", "policy/v1beta1")).ShouldHaveSingleItem();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<TargetRig> StartAsync(int fewest)
    {
        var rig = await TargetRig.StartAsync(run, "candidate", Cancel);
        await rig.CreateDeploymentAsync(TargetRig.Deployment(replicas: 2));
        await rig.CreateAsync(JsonNode.Parse($$"""
            { "apiVersion": "autoscaling/v1", "kind": "HorizontalPodAutoscaler", "metadata": { "name": "shop" },
              "spec": { "minReplicas": {{fewest}}, "maxReplicas": 9, "scaleTargetRef": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "shop" } } }
            """)!.AsObject(), "horizontalpodautoscalers", "autoscaling/v1");
        return rig;
    }
}
