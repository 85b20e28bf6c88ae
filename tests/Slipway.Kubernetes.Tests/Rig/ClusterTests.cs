using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Rig;

public sealed class ClusterTests(ClusterRun run)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_namespace_takes_objects_and_keeps_them()
    {
        var cluster = await run.ClusterAsync();
        var name = await cluster.NamespaceAsync(Cancellation);
        await cluster.Api.PostAsync($"/api/v1/namespaces/{name}/configmaps", ConfigMap("settings"), Cancellation);

        var read = await cluster.Api.GetAsync($"/api/v1/namespaces/{name}/configmaps/settings", Cancellation);

        read!["data"]!["colour"]!.GetValue<string>().ShouldBe("blue");
    }

    [Fact]
    public async Task What_is_not_there_reads_as_nothing()
    {
        var cluster = await run.ClusterAsync();
        var name = await cluster.NamespaceAsync(Cancellation);

        (await cluster.Api.GetAsync($"/api/v1/namespaces/{name}/configmaps/settings", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_user_may_do_what_the_rules_say_and_nothing_else()
    {
        var cluster = await run.ClusterAsync();
        var (mine, other) = (await cluster.NamespaceAsync(Cancellation), await cluster.NamespaceAsync(Cancellation));
        using var user = await UserApi.OpenAsync(cluster, [new AccessRule(mine, "", "configmaps", "get,create")], Cancellation);

        await user.PostAsync($"/api/v1/namespaces/{mine}/configmaps", ConfigMap("settings"), Cancellation);

        (await Refusal(() => user.DeleteAsync($"/api/v1/namespaces/{mine}/configmaps/settings", graceSeconds: null, Cancellation))).ShouldBe(HttpStatusCode.Forbidden);
        (await Refusal(() => user.GetAsync($"/api/v1/namespaces/{other}/configmaps/settings", Cancellation))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_API_server_that_starts_again_has_what_it_stored()
    {
        await using var cluster = await ClusterRun.StartAsync(Cancellation);
        var name = await cluster.NamespaceAsync(Cancellation);
        await cluster.Api.PostAsync($"/api/v1/namespaces/{name}/configmaps", ConfigMap("settings"), Cancellation);

        await cluster.StopApiServerAsync(Cancellation);
        await Should.ThrowAsync<HttpRequestException>(() => cluster.Api.GetAsync("/readyz", Cancellation));
        await cluster.StartApiServerAsync(Cancellation);

        (await cluster.Api.GetAsync($"/api/v1/namespaces/{name}/configmaps/settings", Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_cluster_that_a_kubeconfig_names_serves_as_well_and_is_left_clean()
    {
        await using var own = await ClusterRun.StartAsync(Cancellation);
        string name;
        await using (var given = await Cluster.ConnectAsync(own.KubeConfigPath, Cancellation))
        {
            name = await given.NamespaceAsync(Cancellation);
            await given.InstallAsync(Crds.Traefik);
            using var user = await UserApi.OpenAsync(given, [new AccessRule(name, "", "configmaps", "get,create"), new AccessRule(null, "", "nodes", "list")], Cancellation);
            await user.PostAsync($"/api/v1/namespaces/{name}/configmaps", ConfigMap("settings"), Cancellation);
            (await user.GetAsync("/api/v1/nodes", Cancellation)).ShouldNotBeNull();
        }

        await GoneAsync(own, $"/api/v1/namespaces/{name}");
        await GoneAsync(own, "/apis/traefik.io/v1alpha1/ingressroutes");
        (await own.Api.GetAsync("/apis/rbac.authorization.k8s.io/v1/clusterroles", Cancellation))!["items"]!.AsArray()
            .ShouldAllBe(role => !((string)role!["metadata"]!["name"]!).StartsWith("user-", StringComparison.Ordinal));
    }

    private static Task GoneAsync(Cluster cluster, string path) =>
        Workload.UntilAsync(async () => await cluster.Api.GetAsync(path, Cancellation) is null, $"{path} to go", Cancellation);

    private static JsonObject ConfigMap(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["data"] = new JsonObject { ["colour"] = "blue" },
    };

    private static async Task<HttpStatusCode?> Refusal(Func<Task> call) => (await Should.ThrowAsync<HttpRequestException>(call)).StatusCode;
}
