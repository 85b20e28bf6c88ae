using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets;

public sealed class TakeOverTests(ClusterRun run)
{
    /// <summary>Fence 3, the places 3, the autoscaler 1, the twin 1.</summary>
    private const int MaxRequestsOfAnOrder = 8;

    [Fact]
    public async Task More_pods_of_a_twin_that_is_there_are_ordered_by_few_requests()
    {
        await using var rig = await TargetRig.StartAsync(run, "candidate", Cancel);
        await rig.CreateDeploymentAsync();
        await rig.UpAsync(Slot.Blue, "1.0.0", 2, new EffectOrder("take over", 1, 1));
        await rig.UpAsync(Slot.Green, "2.0.0", 1, new EffectOrder("one", 1, 2));

        var (before, created) = (Sent(), rig.Clusters.Client().Requests["create"]);
        await rig.Target.ApplyAsync(rig.Workload(Slot.Green, "2.0.0", 2), new EffectOrder("two", 1, 3), Cancel);

        // The Deployment controller writes the status of what was just changed, which costs a try at times.
        (Sent() - before).ShouldBeInRange(MaxRequestsOfAnOrder, MaxRequestsOfAnOrder + 2);
        rig.Clusters.Client().Requests["create"].ShouldBe(created);

        long Sent() => rig.Clusters.Client().Requests.Where(verb => verb.Key != "watch").Sum(verb => verb.Value);
    }

    [Fact]
    public async Task The_Deployment_gets_labels_and_an_image_and_keeps_its_pods_until_new_ones_are_ready()
    {
        await using var rig = await TargetRig.StartAsync(run, "candidate", Cancel);
        await rig.CreateDeploymentAsync();

        await rig.UpAsync(Slot.Blue, "1.0.0", 2, new EffectOrder("take over", 1));

        var own = (await rig.GetAsync("shop"))!;
        own["spec"]!["template"]!["metadata"]!["labels"]!.ToJsonString().ShouldBe(
            """{"app":"shop","slipway.dev/app":"shop","slipway.dev/environment":"production","slipway.dev/slot":"blue"}""");
        own["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!.GetValue<string>().ShouldBe(TargetRig.Image("1.0.0"));
        own["spec"]!["strategy"]!["rollingUpdate"]!["maxUnavailable"]!.GetValue<int>().ShouldBe(0);
        own["metadata"]!["annotations"]!["slipway.dev/order"]!.GetValue<string>().ShouldBe("1.0");
    }

    [Fact]
    public async Task A_first_release_that_is_taken_back_leaves_what_ran_before_it()
    {
        await using var rig = await TargetRig.StartAsync(run, twin: null, Cancel);
        await rig.CreateDeploymentAsync(TargetRig.Deployment("0.9.0", replicas: 3));
        var before = (await rig.GetAsync("shop"))!;

        await rig.UpAsync(Slot.Blue, "1.0.0", 2, new EffectOrder("up", 1, 1));
        await rig.UpAsync(Slot.Blue, "1.0.0", 0, new EffectOrder("back", 1, 2));

        var after = (await rig.GetAsync("shop"))!;
        ForeignFields.Of(after, everything: true).ShouldBe(ForeignFields.Of(before, everything: true));
        after["spec"]!["replicas"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task A_twin_has_pods_of_its_own_and_none_of_the_plates_of_other_tools()
    {
        await using var rig = await TargetRig.StartAsync(run, "candidate", Cancel);
        await rig.CreateDeploymentAsync();
        await rig.UpAsync(Slot.Blue, "1.0.0", 2, new EffectOrder("one", 1, 1));
        var own = (await rig.GetAsync("shop"))!;

        await rig.UpAsync(Slot.Green, "2.0.0", 1, new EffectOrder("two", 1, 2));

        (await rig.GetAsync("shop"))!["spec"]!.ToJsonString().ShouldBe(own["spec"]!.ToJsonString());
        var twin = (await rig.GetAsync("shop-candidate"))!;
        twin["spec"]!["selector"]!["matchLabels"]!["slipway.dev/slot"]!.GetValue<string>().ShouldBe("green");
        twin["spec"]!["template"]!["spec"]!["tolerations"]!.ToJsonString().ShouldBe(own["spec"]!["template"]!["spec"]!["tolerations"]!.ToJsonString());
        twin["metadata"]!["annotations"]!["owner"]!.GetValue<string>().ShouldBe("someone");
        twin["metadata"]!["annotations"]!["kubectl.kubernetes.io/last-applied-configuration"].ShouldBeNull();
        (await rig.ReadAsync(Slot.Blue)).Ready.ShouldBe(2);
        (await rig.ReadAsync(Slot.Green)).Ready.ShouldBe(1);
    }

    [Fact]
    public async Task After_a_promotion_the_twin_carries_the_version_and_the_next_one_comes_to_the_Deployment_itself()
    {
        await using var rig = await TargetRig.StartAsync(run, "candidate", Cancel);
        await rig.CreateDeploymentAsync();
        await rig.UpAsync(Slot.Blue, "1.0.0", 2, new EffectOrder("a", 1, 1));
        await rig.UpAsync(Slot.Green, "2.0.0", 2, new EffectOrder("b", 1, 2));
        await rig.UpAsync(Slot.Blue, "1.0.0", 0, new EffectOrder("c", 1, 3));
        (await rig.GetAsync("shop"))!["spec"]!["replicas"]!.GetValue<int>().ShouldBe(0);

        await rig.UpAsync(Slot.Blue, "3.0.0", 2, new EffectOrder("d", 1, 4));
        await rig.UpAsync(Slot.Green, "2.0.0", 0, new EffectOrder("e", 1, 5));

        (await rig.ReadAsync(Slot.Blue)).Version.ShouldBe(ReleaseVersion.Parse("3.0.0"));
        (await rig.GetAsync("shop-candidate")).ShouldBeNull();
    }

    [Fact]
    public async Task After_a_change_of_strategy_a_side_is_found_where_it_is()
    {
        await using var rig = await TargetRig.StartAsync(run, "candidate", Cancel);
        await rig.CreateDeploymentAsync();
        await rig.UpAsync(Slot.Blue, "1.0.0", 1, new EffectOrder("a", 1, 1));
        await rig.UpAsync(Slot.Green, "2.0.0", 1, new EffectOrder("b", 1, 2));
        await rig.UpAsync(Slot.Blue, "1.0.0", 0, new EffectOrder("c", 1, 3));

        // From canary to rolling in place: stable sits on the twin that the new strategy would not make.
        rig.Spec = rig.Spec with { Twin = null };
        (await rig.ReadAsync(Slot.Green)).Ready.ShouldBe(1);
        await rig.UpAsync(Slot.Blue, "3.0.0", 1, new EffectOrder("d", 1, 4));
        await rig.UpAsync(Slot.Green, "2.0.0", 0, new EffectOrder("e", 1, 5));
        await rig.UpAsync(Slot.Green, "4.0.0", 1, new EffectOrder("f", 1, 6));
        await rig.UntilAsync(Slot.Blue, s => s is { Version: null, Instances.Count: 0 });
        (await rig.GetAsync("shop-candidate")).ShouldBeNull();

        // And to blue-green: stable, green by its name, sits on the Deployment itself.
        rig.Spec = rig.Spec with { Twin = "green" };
        await rig.UpAsync(Slot.Blue, "5.0.0", 1, new EffectOrder("g", 1, 7));
        (await rig.GetAsync("shop-green")).ShouldNotBeNull();
        (await rig.ReadAsync(Slot.Green)).Version.ShouldBe(ReleaseVersion.Parse("4.0.0"));
        (await rig.ReadAsync(Slot.Blue)).Ready.ShouldBe(1);
    }

    [Fact]
    public async Task A_Deployment_of_the_users_own_in_greens_namespace_is_used_and_stays()
    {
        await using var rig = await TargetRig.StartAsync(run, twin: null, Cancel, isSplit: true);
        await rig.CreateDeploymentAsync();
        await rig.CreateAsync(TargetRig.Deployment(replicas: 0), "deployments", ns: rig.Spec.Namespaces.Green);
        await rig.UpAsync(Slot.Blue, "1.0.0", 1, new EffectOrder("a", 1, 1));
        await rig.UpAsync(Slot.Green, "2.0.0", 2, new EffectOrder("b", 1, 2));
        (await rig.Targets.ReadyAsync(rig.Spec, rig.Environment, Slot.Green, Cancel)).ShouldAllBe(address => address.EndsWith(":8080"));

        await rig.UpAsync(Slot.Green, "2.0.0", 0, new EffectOrder("c", 1, 3));

        var left = (await rig.GetAsync("shop", ns: rig.Spec.Namespaces.Green))!;
        left["spec"]!["replicas"]!.GetValue<int>().ShouldBe(0);
        left["metadata"]!["annotations"]!["owner"]!.GetValue<string>().ShouldBe("someone");
    }

    [Fact]
    public async Task In_place_a_version_goes_back_to_where_it_came_from()
    {
        await using var rig = await TargetRig.StartAsync(run, twin: null, Cancel);
        await rig.CreateDeploymentAsync();
        await rig.UpAsync(Slot.Blue, "1.0.0", 2, new EffectOrder("a", 1, 1));
        await rig.UpAsync(Slot.Green, "2.0.0", 2, new EffectOrder("b", 1, 2));
        await rig.UntilAsync(Slot.Blue, s => s is { Version: null, Wanted: 0, Instances.Count: 0 });

        await rig.UpAsync(Slot.Blue, "1.0.0", 2, new EffectOrder("c", 1, 3));
        await rig.UpAsync(Slot.Green, "2.0.0", 0, new EffectOrder("d", 1, 4));

        (await rig.ReadAsync(Slot.Blue)).ShouldSatisfyAllConditions(s => s.Version.ShouldBe(ReleaseVersion.Parse("1.0.0")), s => s.Ready.ShouldBe(2));
    }

    [Fact]
    public async Task A_Deployment_that_is_in_the_way_of_the_twin_is_not_touched()
    {
        await using var rig = await TargetRig.StartAsync(run, "candidate", Cancel);
        await rig.CreateDeploymentAsync();
        var other = TargetRig.Deployment();
        other["metadata"]!["name"] = "shop-candidate";
        other["spec"]!["selector"]!["matchLabels"]!["app"] = "other";
        other["spec"]!["template"]!["metadata"]!["labels"]!["app"] = "other";
        await rig.CreateDeploymentAsync(other);

        (await rig.Target.CheckAsync(rig.Workload(Slot.Green, "1.0.0", 1), Cancel)).ShouldHaveSingleItem().ShouldContain("shop-candidate");
        await Should.ThrowAsync<PortUnavailableException>(() => rig.Target.ApplyAsync(rig.Workload(Slot.Green, "1.0.0", 1), new EffectOrder("a", 1), Cancel));
        (await rig.GetAsync("shop-candidate"))!["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!.GetValue<string>().ShouldBe(TargetRig.Image("0.9.0"));
    }

    [Fact]
    public async Task Two_apps_do_not_share_a_Deployment()
    {
        await using var rig = await TargetRig.StartAsync(run, "candidate", Cancel);
        await rig.CreateDeploymentAsync();
        await rig.Target.ApplyAsync(rig.Workload(Slot.Blue, "1.0.0", 1), new EffectOrder("a", 1), Cancel);

        var other = rig.Workload(Slot.Blue, "2.0.0", 1) with { Environment = new EnvironmentKey("basket", "production") };
        (await rig.Target.CheckAsync(other, Cancel)).ShouldHaveSingleItem().ShouldContain("belongs to shop/production");
        (await Should.ThrowAsync<PortUnavailableException>(() => rig.Target.ApplyAsync(other, new EffectOrder("b", 1), Cancel))).Message.ShouldContain("belongs to shop/production");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
