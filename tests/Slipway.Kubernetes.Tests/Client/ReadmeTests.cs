using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client;

/// <summary>The examples of the client's page, run; the tests of the repository compare them line by line.</summary>
public sealed class ReadmeTests(ClusterRun run)
{
    private static CancellationToken cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_page_shows_of_reading_and_writing_works()
    {
        var (path, ns) = await PlaceAsync();
        var access = KubeConfig.Load(path).Context("test");
        using var client = new KubeClient(access, TimeProvider.System);
        using var on = new Connected(Connected.By(path), await run.ClusterAsync(), ns);
        await client.CreateAsync(ResourceKinds.Deployments, on.Deployment("web", replicas: 2), new WriteOptions { FieldManager = "somebody" }, cancellation);

        var web = await client.GetAsync(ResourceKinds.Deployments, ns, "web", cancellation);
        var replicas = web?.Integer("spec", "replicas");
        var isStuck = web?.Condition("Progressing") is { IsFalse: true };
        var pods = await client.ListAsync(ResourceKinds.Pods, ns, new ListOptions { LabelSelector = "app=web" }, cancellation);
        (replicas, isStuck, pods.Items.Count).ShouldBe((2, false, pods.Items.Count));

        var routes = new ResourceKind("gateway.networking.k8s.io", "v1", "httproutes", "HTTPRoute");
        var kinds = await client.DiscoverAsync(cancellation);
        var served = kinds.Find(routes.Group, routes.Kind);
        (served is null || served.Plural == routes.Plural).ShouldBeTrue();

        var labels = KubeObject.New(ResourceKinds.Deployments, ns, "web");
        labels.Json["metadata"]!["labels"] = new JsonObject { ["slipway.dev/app"] = "web" };
        await client.ApplyAsync(ResourceKinds.Deployments, labels, new ApplyOptions { FieldManager = "slipway" }, cancellation);

        var answer = await client.CanAsync("patch", ResourceKinds.Deployments, ns, subresource: "scale", cancellation: cancellation);
        answer.Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_page_shows_of_versions_that_were_read_works()
    {
        var (path, ns) = await PlaceAsync();
        using var client = Connected.By(path);
        using var on = new Connected(Connected.By(path), await run.ClusterAsync(), ns);
        // Paused, its controller leaves it as it is.
        var paused = on.Deployment("web");
        paused.Json["spec"]!["paused"] = true;
        await client.CreateAsync(ResourceKinds.Deployments, paused, cancellation: cancellation);
        KubeObject? web;
        do
            web = await client.GetAsync(ResourceKinds.Deployments, ns, "web", cancellation);
        while (web!.Integer("status", "observedGeneration") != 1);

        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = web!.ResourceVersion },
            ["spec"] = new JsonObject { ["replicas"] = 0 },
        };
        await client.PatchAsync(ResourceKinds.Deployments, ns, "web", JsonPatchKind.Merge, patch, cancellation: cancellation);
        await client.DeleteAsync(ResourceKinds.Deployments, ns, "web", new DeleteOptions { Uid = web.Uid, Propagation = Propagation.Foreground }, cancellation);
    }

    [Fact]
    public async Task What_the_page_shows_of_following_changes_works()
    {
        var (path, ns) = await PlaceAsync();
        using var client = Connected.By(path);
        using var on = new Connected(Connected.By(path), await run.ClusterAsync(), ns);
        var settings = on.ConfigMap("settings");

        var list = await client.ListAsync(ResourceKinds.Pods, ns, cancellation: cancellation);
        await client.CreateAsync(ResourceKinds.Deployments, on.Deployment("web"), cancellation: cancellation);
        await foreach (var change in client.WatchAsync(ResourceKinds.Pods, ns, list.ResourceVersion, cancellation: cancellation))
        {
            if (change.Type == WatchEventType.Added)
                break;
        }

        await using var clusters = new Clusters(path, TimeProvider.System);
        var cache = clusters.Cache("test", ResourceKinds.ConfigMaps, ns);
        var written = await clusters.Client("test").CreateAsync(ResourceKinds.ConfigMaps, settings, cancellation: cancellation);
        cache.Learn(written);
        var read = await cache.GetAsync(ns, "settings", cancellation);

        read!.Text("data", "colour").ShouldBe("blue");
    }

    private async Task<(string Path, string Namespace)> PlaceAsync()
    {
        var cluster = await run.ClusterAsync();
        return (cluster.KubeConfigPath, await cluster.NamespaceAsync(cancellation));
    }
}
