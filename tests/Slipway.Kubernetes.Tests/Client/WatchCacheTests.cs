using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.Faults;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class WatchCacheTests(ClusterRun run)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_many_read_there_is_one_list_and_one_watch()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        await on.CreateConfigMapAsync("settings", Cancellation);
        await using var cache = new WatchCache(on.Client, ResourceKinds.ConfigMaps, on.Namespace);

        var read = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => cache.GetAsync(on.Namespace, "settings", Cancellation)));
        await on.PaintAsync("settings", "green", Cancellation);
        await cache.UntilAsync(on.Namespace, "settings", item => item?.Text("data", "colour") == "green", Cancellation);

        read.Select(item => item!.Text("data", "colour")).Distinct().ShouldBe(["blue"]);
        read.Distinct().Count().ShouldBe(50);
        (on.Client.Requests["list"], on.Client.Requests["watch"]).ShouldBe((1, 1));
        on.Client.Requests.ContainsKey("get").ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_reader_does_to_an_object_is_its_own()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        await on.CreateConfigMapAsync("settings", Cancellation);
        await using var cache = new WatchCache(on.Client, ResourceKinds.ConfigMaps, on.Namespace);

        (await cache.GetAsync(on.Namespace, "settings", Cancellation))!.Json["data"]!["colour"] = "mine";

        (await cache.GetAsync(on.Namespace, "settings", Cancellation))!.Text("data", "colour").ShouldBe("blue");
    }

    [Fact]
    public async Task Objects_are_selected_by_namespace_and_labels()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        var other = await on.Cluster.NamespaceAsync(Cancellation);
        foreach (var (ns, name, slot) in new[] { (on.Namespace, "a", "blue"), (on.Namespace, "b", "green"), (other, "c", "blue") })
        {
            var item = KubeObject.New(ResourceKinds.ConfigMaps, ns, name);
            item.Json["metadata"]!["labels"] = new JsonObject { ["slot"] = slot, ["test"] = on.Namespace };
            await on.Client.CreateAsync(ResourceKinds.ConfigMaps, item, cancellation: Cancellation);
        }

        await using var cache = new WatchCache(on.Client, ResourceKinds.ConfigMaps, null, $"test={on.Namespace}");

        (await NamesAsync(null, null)).ShouldBe(["a", "b", "c"], ignoreOrder: true);
        (await NamesAsync("slot=blue", null)).ShouldBe(["a", "c"], ignoreOrder: true);
        (await NamesAsync("slot=blue", on.Namespace)).ShouldBe(["a"]);
        (await cache.GetAsync(other, "c", Cancellation)).ShouldNotBeNull();
        (await cache.GetAsync(other, "a", Cancellation)).ShouldBeNull();

        async Task<IEnumerable<string>> NamesAsync(string? labels, string? ns) =>
            (await cache.ListAsync(labels is null ? null : LabelSelector.Parse(labels), ns, Cancellation)).Select(item => item.Name);
    }

    [Fact]
    public async Task A_write_is_seen_by_who_waits_for_its_version()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        await on.CreateConfigMapAsync("settings", Cancellation);
        await using var cache = new WatchCache(on.Client, ResourceKinds.ConfigMaps, on.Namespace);

        for (var number = 0; number < 20; number++)
        {
            var written = await on.PaintAsync("settings", $"colour-{number}", Cancellation);
            await cache.SeenAsync(written.ResourceVersion, Cancellation);
            (await cache.GetAsync(on.Namespace, "settings", Cancellation))!.Text("data", "colour").ShouldBe($"colour-{number}");
        }
    }

    [Fact]
    public async Task A_write_that_is_learned_is_there_before_the_watch_brings_it_and_never_undoes_a_newer_one()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation);
        var on = through.On;
        await on.CreateConfigMapAsync("settings", Cancellation);
        await using var cache = new WatchCache(on.Client, ResourceKinds.ConfigMaps, on.Namespace);
        await cache.GetAsync(on.Namespace, "settings", Cancellation);
        // From here on the watch is deaf.
        through.Proxy.Break(asked => asked.IsWatch, Fault.Slow(TimeSpan.FromMinutes(1)), times: 10);
        through.Proxy.CutNow();
        var (first, second) = (await on.PaintAsync("settings", "first", Cancellation), await on.PaintAsync("settings", "second", Cancellation));

        cache.Learn(second);
        cache.Learn(first);

        (await cache.GetAsync(on.Namespace, "settings", Cancellation))!.Text("data", "colour").ShouldBe("second");
    }

    [Fact]
    public async Task What_was_learned_too_late_stays_gone()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        var created = await on.CreateConfigMapAsync("settings", Cancellation);
        await using var cache = new WatchCache(on.Client, ResourceKinds.ConfigMaps, on.Namespace);
        await cache.GetAsync(on.Namespace, "settings", Cancellation);
        await on.Client.DeleteAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", cancellation: Cancellation);
        await cache.UntilAsync(on.Namespace, "settings", item => item is null, Cancellation);

        cache.Learn(created);

        (await cache.GetAsync(on.Namespace, "settings", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Listeners_hear_each_change_once()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        await on.CreateConfigMapAsync("settings", Cancellation);
        await using var cache = new WatchCache(on.Client, ResourceKinds.ConfigMaps, on.Namespace, "!hidden");
        var heard = new ConcurrentQueue<string>();
        cache.Changed += change => heard.Enqueue($"{change.Type} {change.Object.Name}");
        await cache.GetAsync(on.Namespace, "settings", Cancellation);

        await on.PaintAsync("settings", "green", Cancellation);
        await on.Client.DeleteAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", cancellation: Cancellation);
        await cache.SeenAsync((await on.CreateConfigMapAsync("last", Cancellation)).ResourceVersion, Cancellation);

        await EventuallyAsync(() => heard.Contains("Added last"));
        heard.Where(line => line.EndsWith("settings", StringComparison.Ordinal)).ShouldBe(["Added settings", "Modified settings", "Deleted settings"]);
    }

    [Fact]
    public async Task After_a_gap_listeners_hear_the_differences()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation);
        var on = through.On;
        foreach (var name in new[] { "kept", "painted", "removed" })
            await on.CreateConfigMapAsync(name, Cancellation);
        await using var cache = new WatchCache(on.Client, ResourceKinds.ConfigMaps, on.Namespace);
        await cache.GetAsync(on.Namespace, "kept", Cancellation);
        var heard = new ConcurrentQueue<string>();
        cache.Changed += change => heard.Enqueue($"{change.Type} {change.Object.Name}");

        // The watch stays away until all has happened, and the server has then forgotten where it was.
        var happened = false;
        through.Proxy.Break(asked => asked.IsWatch && !Volatile.Read(ref happened), Fault.Cut, times: 100);
        through.Proxy.Break(asked => asked.IsWatch, Fault.Answer(410, "Expired", "too old resource version"));
        through.Proxy.CutNow();
        await on.PaintAsync("painted", "green", Cancellation);
        await on.Client.DeleteAsync(ResourceKinds.ConfigMaps, on.Namespace, "removed", cancellation: Cancellation);
        await on.CreateConfigMapAsync("new", Cancellation);
        Volatile.Write(ref happened, true);

        await EventuallyAsync(() => heard.Contains("Deleted removed"));
        heard.ShouldBe(["Added new", "Modified painted", "Deleted removed"], ignoreOrder: true);
        on.Client.Requests["list"].ShouldBe(2);
    }

    [Fact]
    public async Task A_listener_that_fails_is_told_and_does_not_silence_the_cache()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        await on.CreateConfigMapAsync("settings", Cancellation);
        await using var cache = new WatchCache(on.Client, ResourceKinds.ConfigMaps, on.Namespace);
        await cache.GetAsync(on.Namespace, "settings", Cancellation);
        cache.Changed += _ => throw new InvalidOperationException("a mistake");

        await on.PaintAsync("settings", "green", Cancellation);

        await EventuallyAsync(() => cache.Fault?.Message.Contains("a mistake", StringComparison.Ordinal) == true);
        await cache.UntilAsync(on.Namespace, "settings", item => item?.Text("data", "colour") == "green", Cancellation);
    }

    [Fact]
    public async Task A_cache_survives_an_API_server_that_starts_again()
    {
        await using var cluster = await ClusterRun.StartAsync(Cancellation);
        using var on = new Connected(Connected.By(cluster.KubeConfigPath), cluster, await cluster.NamespaceAsync(Cancellation));
        await on.CreateConfigMapAsync("settings", Cancellation);
        await using var cache = new WatchCache(on.Client, ResourceKinds.ConfigMaps, on.Namespace);
        await cache.GetAsync(on.Namespace, "settings", Cancellation);

        await cluster.StopApiServerAsync(Cancellation);
        await EventuallyAsync(() => cache.Fault is not null);
        (await cache.GetAsync(on.Namespace, "settings", Cancellation)).ShouldNotBeNull();
        await cluster.StartApiServerAsync(Cancellation);
        await on.PaintAsync("settings", "green", Cancellation);

        await cache.UntilAsync(on.Namespace, "settings", item => item?.Text("data", "colour") == "green", Cancellation);
        cache.Fault.ShouldBeNull();
    }

    [Fact]
    public async Task A_cache_that_has_heard_nothing_for_long_is_not_believed()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation, new KubeOptions { StaleAfter = TimeSpan.FromMilliseconds(500) });
        await through.On.CreateConfigMapAsync("settings", Cancellation);
        await using var cache = new WatchCache(through.On.Client, ResourceKinds.ConfigMaps, through.On.Namespace);
        await cache.GetAsync(through.On.Namespace, "settings", Cancellation);
        through.Proxy.Break(asked => asked.IsWatch, Fault.Answer(503, "ServiceUnavailable", "maintenance"), times: 1000);
        through.Proxy.CutNow();

        KubeException? fault = null;
        await EventuallyAsync(async () =>
        {
            try
            {
                await cache.GetAsync(through.On.Namespace, "settings", Cancellation);
            }
            catch (KubeException e)
            {
                fault = e;
            }

            return fault is not null;
        });

        fault!.Message.ShouldContain($"the cache of configmaps in namespace '{through.On.Namespace}' (test) cannot be read: the server has not been heard for");
        fault.Message.ShouldContain("maintenance");
    }

    [Fact]
    public async Task A_reader_without_the_right_to_list_is_told_at_once()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        using var user = Connected.By(await on.Cluster.UserAsync([new AccessRule(on.Namespace, "", "configmaps", "get")], Cancellation));
        await using var cache = new WatchCache(user, ResourceKinds.ConfigMaps, on.Namespace);

        var refusal = await Should.ThrowAsync<KubeException>(() => cache.GetAsync(on.Namespace, "settings", Cancellation));

        refusal.Status.ShouldBe(403);
        refusal.Message.ShouldContain("cannot list resource \"configmaps\"");
    }

    [Fact]
    public async Task A_cache_that_nobody_uses_lets_go_and_begins_again_with_the_next_reader()
    {
        using var on = await Connected.ToAsync(run, Cancellation, new KubeOptions { UnusedAfter = TimeSpan.Zero });
        await on.CreateConfigMapAsync("settings", Cancellation);
        await using var cache = new WatchCache(on.Client, ResourceKinds.ConfigMaps, on.Namespace);
        await cache.GetAsync(on.Namespace, "settings", Cancellation);
        cache.Size.Objects.ShouldBeGreaterThan(0);

        await on.PaintAsync("settings", "green", Cancellation);
        await EventuallyAsync(() => cache.Size.Objects == 0);

        (await cache.GetAsync(on.Namespace, "settings", Cancellation))!.Text("data", "colour").ShouldBe("green");
    }

    [Fact]
    public async Task Objects_are_kept_without_the_notes_on_who_owns_which_field()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        var created = await on.Client.CreateAsync(ResourceKinds.Deployments, on.Deployment("web", replicas: 0), cancellation: Cancellation);
        await using var cache = new WatchCache(on.Client, ResourceKinds.Deployments, on.Namespace);

        var kept = await cache.GetAsync(on.Namespace, "web", Cancellation);

        created.Items("metadata", "managedFields").ShouldNotBeEmpty();
        kept!.Items("metadata", "managedFields").ShouldBeEmpty();
        cache.Size.Bytes.ShouldBeLessThan(created.Json.ToJsonString().Length * 2);
    }

    private static Task EventuallyAsync(Func<bool> holds) => EventuallyAsync(() => Task.FromResult(holds()));

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        late.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, late.Token);
    }
}
