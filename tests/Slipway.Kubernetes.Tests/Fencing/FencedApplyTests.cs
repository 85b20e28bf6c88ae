using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;
using Slipway.Kubernetes.Tests.Client;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Fencing;

public sealed class FencedApplyTests(ClusterRun run)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_later_order_has_applied_an_earlier_one_does_not_overwrite()
    {
        using var connected = await Connected.ToAsync(run, Cancel);
        var fence = new EnvironmentFence(connected.Client, connected.Namespace, new EnvironmentKey("shop", "production"));
        FencedWrites? late = null;
        await fence.RunAsync(new EffectOrder("earlier", 1, 1), writes => Task.FromResult(late = writes), Cancel);
        await fence.RunAsync(new EffectOrder("later", 1, 2), writes => writes.ApplyAsync(ResourceKinds.ConfigMaps, connected.ConfigMap("settings", "green"), Cancel), Cancel);

        await Should.ThrowAsync<StaleFenceException>(() => late!.ApplyAsync(ResourceKinds.ConfigMaps, connected.ConfigMap("settings", "blue"), Cancel));
        await Should.ThrowAsync<StaleFenceException>(() => late!.ApplyAsync(ResourceKinds.ConfigMaps, connected.ConfigMap("new", "blue"), Cancel));

        (await connected.Client.GetAsync(ResourceKinds.ConfigMaps, connected.Namespace, "settings", Cancel))!.Text("data", "colour").ShouldBe("green");
        (await connected.Client.GetAsync(ResourceKinds.ConfigMaps, connected.Namespace, "new", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task What_Slipway_has_written_in_another_way_is_no_conflict_and_what_others_have_is()
    {
        using var connected = await Connected.ToAsync(run, Cancel);
        var fence = new EnvironmentFence(connected.Client, connected.Namespace, new EnvironmentKey("shop", "production"));
        await connected.CreateConfigMapAsync("settings", Cancel);
        await fence.RunAsync(new EffectOrder("one", 1, 1), writes => writes.ApplyAsync(ResourceKinds.ConfigMaps, connected.ConfigMap("settings", "green"), Cancel), Cancel);

        await connected.Client.PatchAsync(
            ResourceKinds.ConfigMaps, connected.Namespace, "settings", JsonPatchKind.Merge, new JsonObject { ["data"] = new JsonObject { ["colour"] = "red" } }, new PatchOptions { FieldManager = "ann" }, Cancel);
        var conflict = await Should.ThrowAsync<KubeConflictException>(
            () => fence.RunAsync(new EffectOrder("two", 1, 2), writes => writes.ApplyAsync(ResourceKinds.ConfigMaps, connected.ConfigMap("settings", "blue"), Cancel), Cancel));
        conflict.Conflicts.Select(field => field.ToString()).ShouldContain(".data.colour (owned by ann)");
    }

    [Fact]
    public async Task A_change_that_no_longer_fits_what_somebody_wrote_in_between_is_made_anew()
    {
        using var connected = await Connected.ToAsync(run, Cancel);
        var fence = new EnvironmentFence(connected.Client, connected.Namespace, new EnvironmentKey("shop", "production"));
        await connected.CreateConfigMapAsync("settings", Cancel);
        var calls = 0;
        await fence.RunAsync(new EffectOrder("one", 1, 1), writes => writes.ChangeAsync(ResourceKinds.ConfigMaps, connected.Namespace, "settings", map =>
        {
            // What the patch of the first try removes is gone when it arrives.
            if (++calls == 1)
                RemoveData(connected);
            map.Json.Remove("data");
        }, Cancel), Cancel);

        calls.ShouldBe(2);
        (await connected.Client.GetAsync(ResourceKinds.ConfigMaps, connected.Namespace, "settings", Cancel))!.Annotations.Keys.ShouldContain(Marks.Order);
    }

    private static void RemoveData(Connected connected) => Task.Run(() => connected.Client.PatchAsync(
        ResourceKinds.ConfigMaps, connected.Namespace, "settings", JsonPatchKind.Merge, new JsonObject { ["data"] = null })).GetAwaiter().GetResult();
}
