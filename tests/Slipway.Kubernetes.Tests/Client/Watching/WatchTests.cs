using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.Faults;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client.Watching;

public sealed class WatchTests(ClusterRun run)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_come_in_order_from_where_a_list_ended()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        var from = (await on.Client.ListAsync(ResourceKinds.ConfigMaps, on.Namespace, cancellation: Cancellation)).ResourceVersion;
        await on.CreateConfigMapAsync("settings", Cancellation);
        await on.PaintAsync("settings", "green", Cancellation);
        await on.Client.DeleteAsync(ResourceKinds.ConfigMaps, on.Namespace, "settings", cancellation: Cancellation);

        (await TakeAsync(on.Client.WatchAsync(ResourceKinds.ConfigMaps, on.Namespace, from, cancellation: Cancellation), 3))
            .ShouldBe(["Added settings blue", "Modified settings green", "Deleted settings green"]);
    }

    [Fact]
    public async Task A_watch_by_labels_reports_what_stops_matching_as_deleted()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        var item = on.ConfigMap("settings");
        item.Json["metadata"]!["labels"] = new System.Text.Json.Nodes.JsonObject { ["app"] = "web" };
        var created = await on.Client.CreateAsync(ResourceKinds.ConfigMaps, item, cancellation: Cancellation);
        await on.CreateConfigMapAsync("other", Cancellation);
        created.Json["metadata"]!.AsObject().Remove("labels");
        await on.Client.ReplaceAsync(ResourceKinds.ConfigMaps, created, cancellation: Cancellation);

        var watch = on.Client.WatchAsync(ResourceKinds.ConfigMaps, on.Namespace, created.ResourceVersion, new WatchOptions { LabelSelector = "app=web" }, Cancellation);

        (await TakeAsync(watch, 1)).ShouldBe(["Deleted settings blue"]);
    }

    [Fact]
    public async Task A_connection_that_ends_or_breaks_is_followed_by_another_that_misses_nothing()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation, new KubeOptions { WatchDeadline = TimeSpan.FromSeconds(2) });
        through.Proxy.Break(asked => asked.IsWatch, Fault.Answer(503, "ServiceUnavailable", "starting"));
        through.Proxy.Break(asked => asked.IsWatch, Fault.Cut);
        through.Proxy.Break(asked => asked.IsWatch, Fault.Tear(afterLines: 3));
        through.Proxy.Break(asked => asked.IsWatch, Fault.Answer(429, "TooManyRequests", "busy", TimeSpan.FromSeconds(1)));
        var from = (await through.On.CreateConfigMapAsync("settings", Cancellation)).ResourceVersion;
        var colours = Enumerable.Range(0, 12).Select(number => $"colour-{number}").ToList();

        var painting = Task.Run(async () =>
        {
            foreach (var colour in colours)
            {
                await through.On.PaintAsync("settings", colour, Cancellation);
                if (colour == "colour-8")
                    through.Proxy.CutNow();
            }
        }, Cancellation);
        var seen = await TakeAsync(through.On.Client.WatchAsync(ResourceKinds.ConfigMaps, through.On.Namespace, from, cancellation: Cancellation), colours.Count);
        await painting;

        seen.ShouldBe(colours.Select(colour => $"Modified settings {colour}"));
        through.Watches.ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task A_watch_that_says_nothing_is_opened_anew()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation, new KubeOptions { WatchIdle = TimeSpan.FromMilliseconds(300) });
        var from = (await through.On.CreateConfigMapAsync("settings", Cancellation)).ResourceVersion;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var watching = TakeAsync(through.On.Client.WatchAsync(ResourceKinds.ConfigMaps, through.On.Namespace, from, cancellation: end.Token), 1);

        while (through.Watches < 3)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        await through.On.PaintAsync("settings", "green", Cancellation);

        (await watching).ShouldBe(["Modified settings green"]);
    }

    [Fact]
    public async Task A_version_that_the_server_has_forgotten_ends_the_watch()
    {
        await using var through = await Proxied.ToAsync(run, Cancellation);
        through.Proxy.Break(asked => asked.IsWatch, Fault.Expire(afterLines: 1));
        var from = (await through.On.CreateConfigMapAsync("settings", Cancellation)).ResourceVersion;
        await through.On.PaintAsync("settings", "green", Cancellation);

        var expired = await Should.ThrowAsync<KubeException>(() =>
            TakeAsync(through.On.Client.WatchAsync(ResourceKinds.ConfigMaps, through.On.Namespace, from, cancellation: Cancellation), 2));

        (expired.Status, expired.Reason).ShouldBe((410, "Expired"));
        expired.Message.ShouldEndWith("too old resource version; list again, and watch from there");
    }

    [Fact]
    public async Task What_waiting_does_not_heal_ends_the_watch()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        using var user = Connected.By(await on.Cluster.UserAsync([new AccessRule(on.Namespace, "", "configmaps", "get")], Cancellation));

        (await Should.ThrowAsync<KubeException>(() => TakeAsync(user.WatchAsync(ResourceKinds.ConfigMaps, on.Namespace, "0", cancellation: Cancellation), 1)))
            .Status.ShouldBe(403);
    }

    private static async Task<List<string>> TakeAsync(IAsyncEnumerable<WatchEvent> watch, int count)
    {
        var seen = new List<string>();
        await foreach (var change in watch)
        {
            if (change.Type == WatchEventType.Bookmark)
                continue;
            seen.Add($"{change.Type} {change.Object.Name} {change.Object.Text("data", "colour")}");
            if (seen.Count == count)
                break;
        }

        return seen;
    }
}
