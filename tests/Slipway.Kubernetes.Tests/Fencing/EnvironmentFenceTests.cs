using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;
using Slipway.Kubernetes.Tests.Client;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Fencing;

public sealed class EnvironmentFenceTests(ClusterRun run)
{
    private static readonly EnvironmentKey Production = new("shop", "production");

    [Fact]
    public async Task An_order_is_worked_on_once()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        var fence = Fence(on);
        var worked = 0;
        for (var time = 0; time < 3; time++)
            await fence.RunAsync(new EffectOrder("a", 1, 1 + time), _ => Task.FromResult(++worked), Cancel);
        worked.ShouldBe(1);
    }

    [Fact]
    public async Task Work_that_was_cut_off_is_done_again()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        var worked = 0;
        await Should.ThrowAsync<IOException>(() => Fence(on).RunAsync(new EffectOrder("a", 1, 1), _ => throw new IOException("the power went"), Cancel));
        await Fence(on).RunAsync(new EffectOrder("a", 1, 1), _ => Task.FromResult(++worked), Cancel);
        worked.ShouldBe(1);
    }

    [Fact]
    public async Task An_older_order_is_refused_whether_it_was_done_or_not()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        await Fence(on).RunAsync(new EffectOrder("a", 1, 1), _ => Task.CompletedTask, Cancel);
        await Fence(on).RunAsync(new EffectOrder("b", 1, 2), _ => Task.CompletedTask, Cancel);
        foreach (var order in new[] { new EffectOrder("a", 1, 1), new EffectOrder("c", 1, 1), new EffectOrder("d", 0, 9) })
            await Should.ThrowAsync<StaleFenceException>(() => Fence(on).RunAsync(order, _ => throw new InvalidOperationException("it worked"), Cancel));
    }

    [Fact]
    public async Task A_write_that_a_newer_order_has_overtaken_does_not_land()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        await on.CreateConfigMapAsync("settings", Cancel);
        await Should.ThrowAsync<StaleFenceException>(() => Fence(on).RunAsync(new EffectOrder("old", 1, 1), old => old.ChangeAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", map =>
        {
            // Between the read and the write of the old order, a newer one finds that all is as it should be.
            Task.Run(() => Fence(on).RunAsync(new EffectOrder("new", 1, 2), newer => newer.ChangeAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", _ => { }, Cancel), Cancel), Cancel).Wait(Cancel);
            map.Json["data"]!["colour"] = "red";
        }, Cancel), Cancel));
        (await on.Client.GetAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", Cancel))!.Text("data", "colour").ShouldBe("blue");
    }

    [Fact]
    public async Task What_is_made_too_late_is_not_brought_to_life()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        await Should.ThrowAsync<StaleFenceException>(() => Fence(on).RunAsync(new EffectOrder("old", 1, 1), async old =>
        {
            await Fence(on).RunAsync(new EffectOrder("new", 1, 2), _ => Task.CompletedTask, Cancel);
            (await old.CreateAsync(ResourceKinds.ConfigMaps, on.ConfigMap("late"), Cancel)).ShouldNotBeNull();
            await old.ConfirmAsync(Cancel);
        }, Cancel));
    }

    [Fact]
    public async Task What_a_newer_order_has_stamped_an_older_one_does_not_delete()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        await on.CreateConfigMapAsync("settings", Cancel);
        await Should.ThrowAsync<StaleFenceException>(() => Fence(on).RunAsync(new EffectOrder("old", 1, 1), async old =>
        {
            await Fence(on).RunAsync(new EffectOrder("new", 1, 2), newer => newer.ChangeAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", _ => { }, Cancel), Cancel);
            await old.DeleteAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", _ => true, Cancel);
        }, Cancel));
    }

    [Fact]
    public async Task Orders_that_come_all_at_once_are_in_one_sequence()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        await on.CreateConfigMapAsync("settings", Cancel);
        var orders = Enumerable.Range(1, 8).Select(async turn =>
        {
            try
            {
                await Fence(on).RunAsync(new EffectOrder($"{turn}", 1, turn), writes => writes.ChangeAsync(
                    ResourceKinds.ConfigMaps, on.Namespace, "settings", map => map.Json["data"]!["colour"] = $"{turn}", Cancel), Cancel);
            }
            catch (StaleFenceException)
            {
                // One of those that were overtaken.
            }
        });
        await Task.WhenAll(orders);
        (await on.Client.GetAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", Cancel))!.Text("data", "colour").ShouldBe("8");
    }

    [Fact]
    public async Task Only_what_differs_is_written_and_all_else_stays()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        var map = on.ConfigMap("settings");
        map.Json["data"]!["other"] = "kept";
        await on.Client.CreateAsync(ResourceKinds.ConfigMaps, map, cancellation: Cancel);
        await Fence(on).RunAsync(new EffectOrder("a", 3, 7), async writes =>
        {
            var changed = await writes.ChangeAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", item => item.Json["data"]!["colour"] = "red", Cancel);
            changed!.Json["data"]!.ToJsonString().ShouldBe("""{"colour":"red","other":"kept"}""");
            changed.Annotations[Marks.Order].ShouldBe("3.7");
        }, Cancel);
    }

    [Fact]
    public async Task Keys_of_long_ago_are_forgotten()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        for (var turn = 1; turn <= FenceRecord.MaxKeys + 5; turn++)
            await Fence(on).RunAsync(new EffectOrder($"{turn}", 1, turn), _ => Task.CompletedTask, Cancel);
        var record = FenceRecord.Read((await on.Client.GetAsync(ResourceKinds.ConfigMaps, on.Namespace, FenceRecord.NameFor(Production), Cancel))!);
        record.Done.Count.ShouldBe(FenceRecord.MaxKeys);
        record.Done[^1].ShouldBe($"{FenceRecord.MaxKeys + 5}");
    }

    [Fact]
    public async Task An_order_asks_once_where_it_stands_and_writes_twice()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        await Fence(on).RunAsync(new EffectOrder("a", 1, 1), _ => Task.CompletedTask, Cancel);
        var (got, written) = (on.Sent("get"), on.Sent("patch"));
        await Fence(on).RunAsync(new EffectOrder("b", 1, 2), _ => Task.CompletedTask, Cancel);
        (on.Sent("get") - got, on.Sent("patch") - written).ShouldBe((1, 2));
    }

    [Fact]
    public async Task An_order_whose_record_somebody_deletes_is_noted_in_a_new_one()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        var name = FenceRecord.NameFor(Production);
        await Fence(on).RunAsync(new EffectOrder("a", 1, 1), _ => on.Client.DeleteAsync(ResourceKinds.ConfigMaps, on.Namespace, name, cancellation: Cancel), Cancel);
        FenceRecord.Read((await on.Client.GetAsync(ResourceKinds.ConfigMaps, on.Namespace, name, Cancel))!).Done.ShouldBe(["a"]);
    }

    [Fact]
    public async Task What_the_order_has_read_is_not_read_again()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        await on.CreateConfigMapAsync("settings", Cancel);
        await Fence(on).RunAsync(new EffectOrder("a", 1, 1), async writes =>
        {
            var known = await on.Client.GetAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", Cancel);
            var got = on.Sent("get");
            var changed = await writes.ChangeAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", map => map.Json["data"]!["colour"] = "red", Cancel, known: known);
            changed!.Text("data", "colour").ShouldBe("red");
            on.Sent("get").ShouldBe(got);
        }, Cancel);
    }

    [Fact]
    public async Task What_has_changed_since_the_order_read_it_is_read_again()
    {
        using var on = await Connected.ToAsync(run, Cancel);
        await on.CreateConfigMapAsync("settings", Cancel);
        await Fence(on).RunAsync(new EffectOrder("a", 1, 1), async writes =>
        {
            var known = await on.Client.GetAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", Cancel);
            await on.PaintAsync("settings", "green", Cancel);
            var seen = new List<string?>();
            var changed = await writes.ChangeAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", map =>
            {
                seen.Add(map.Text("data", "colour"));
                map.Json["data"]!["size"] = "small";
            }, Cancel, known: known);
            seen.ShouldBe(["blue", "green"]);
            changed!.Text("data", "colour").ShouldBe("green");
            changed.Text("data", "size").ShouldBe("small");
        }, Cancel);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static EnvironmentFence Fence(Connected on) => new(on.Client, on.Namespace, Production);
}
