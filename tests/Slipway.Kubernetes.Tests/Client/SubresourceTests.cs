using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client;

/// <summary>What belongs to an object and is asked for by itself: its parts, its logs, its events.</summary>
public sealed class SubresourceTests(ClusterRun run)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subresources_are_read_and_written_by_themselves()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        await on.Client.CreateAsync(ResourceKinds.Deployments, on.Deployment("web"), cancellation: Cancellation);

        await on.Client.PatchAsync(
            ResourceKinds.Deployments, on.Namespace, "web", JsonPatchKind.Merge, new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 2 } },
            new PatchOptions { Subresource = "scale" }, Cancellation);
        var scale = await on.Client.GetAsync(ResourceKinds.Deployments, on.Namespace, "web", "scale", Cancellation);

        scale!.Kind.ShouldBe("Scale");
        scale.Integer("spec", "replicas").ShouldBe(2);
    }

    [Fact]
    public async Task A_token_is_asked_for_and_a_pod_is_evicted_by_creating_a_subresource()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        var request = new KubeObject(new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["metadata"] = new JsonObject { ["name"] = "default", ["namespace"] = on.Namespace },
            ["spec"] = new JsonObject { ["expirationSeconds"] = 600 },
        });
        await on.Client.CreateAsync(ResourceKinds.Pods, Pod(on.Namespace), cancellation: Cancellation);
        var eviction = new KubeObject(new JsonObject
        {
            ["apiVersion"] = "policy/v1beta1",
            ["kind"] = "Eviction",
            ["metadata"] = new JsonObject { ["name"] = "web", ["namespace"] = on.Namespace },
        });

        var token = await on.Client.CreateAsync(ResourceKinds.ServiceAccounts, request, new WriteOptions { Subresource = "token" }, Cancellation);
        await on.Client.CreateAsync(ResourceKinds.Pods, eviction, new WriteOptions { Subresource = "eviction" }, Cancellation);

        token.Text("status", "token").ShouldNotBeNullOrEmpty();
        (await on.Client.GetAsync(ResourceKinds.Pods, on.Namespace, "web", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Logs_of_a_pod_that_has_no_node_are_refused_with_the_servers_words()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        await on.Client.CreateAsync(ResourceKinds.Pods, Pod(on.Namespace), cancellation: Cancellation);

        (await on.Client.ReadLogsAsync(on.Namespace, "web", cancellation: Cancellation)).ShouldBeEmpty();
        (await Should.ThrowAsync<KubeException>(() => on.Client.ReadLogsAsync(on.Namespace, "none", cancellation: Cancellation)))
            .Message.ShouldBe($"cannot get pods/log 'none' in namespace '{on.Namespace}' (test): pods \"none\" not found");
    }

    [Fact]
    public async Task Events_of_an_object_are_found()
    {
        using var on = await Connected.ToAsync(run, Cancellation);
        var web = await on.Client.CreateAsync(ResourceKinds.Deployments, on.Deployment("web"), cancellation: Cancellation);

        IReadOnlyList<KubeObject> events = [];
        while (events.Count == 0)
            events = await on.Client.ListEventsAsync(web, Cancellation);

        events[0].Text("reason").ShouldBe("ScalingReplicaSet");
    }

    private static KubeObject Pod(string ns)
    {
        var pod = KubeObject.New(ResourceKinds.Pods, ns, "web");
        pod.Json["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "web", ["image"] = "example.test/web:1" }) };
        return pod;
    }
}
