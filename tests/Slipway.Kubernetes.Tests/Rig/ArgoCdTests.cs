using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.ArgoCd;
using Xunit;

namespace Slipway.Kubernetes.Tests.Rig;

public sealed class ArgoCdTests(ClusterRun run) : IAsyncLifetime
{
    private Cluster _cluster = null!;
    private ArgoCdController _argo = null!;
    private string _path = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await run.ClusterAsync();
        var name = await _cluster.NamespaceAsync(Cancellation);
        _argo = await ArgoCdController.StartAsync(_cluster, name);
        _path = $"/apis/argoproj.io/v1alpha1/namespaces/{name}/applications";
    }

    public async ValueTask DisposeAsync()
    {
        if (_argo is not null)
            await _argo.DisposeAsync();
    }

    [Fact]
    public async Task An_operation_deploys_its_revision_and_goes()
    {
        await CreateAsync("v1", automated: null);
        await UntilAsync(shown => Sync(shown) == ("OutOfSync", ArgoCdController.Commit("v1")) && Health(shown) == "Missing");

        await SyncAsync("v1");

        var done = await UntilAsync(shown => Sync(shown).Status == "Synced" && Health(shown) == "Healthy");
        done["operation"].ShouldBeNull();
        var state = done["status"]!["operationState"]!;
        ((string?)state["phase"]).ShouldBe("Succeeded");
        ((string?)state["syncResult"]!["revision"]).ShouldBe(ArgoCdController.Commit("v1"));
        ((string?)done["status"]!["history"]![0]!["revision"]).ShouldBe(ArgoCdController.Commit("v1"));
        ((string?)done["status"]!["history"]![0]!["initiatedBy"]!["username"]).ShouldBe("ann");
    }

    [Fact]
    public async Task A_sync_to_an_older_revision_is_a_rollback_that_is_out_of_sync_with_the_spec()
    {
        await CreateAsync("v2", automated: "{}");
        await UntilAsync(shown => Sync(shown).Status == "Synced");
        await _cluster.Api.PatchAsync($"{_path}/shop", JsonNode.Parse("""{ "spec": { "syncPolicy": { "automated": null } } }""")!.AsObject(), Cancellation);

        await SyncAsync("v1");

        var back = await UntilAsync(shown => shown["status"]!["history"]!.AsArray().Count == 2 && Sync(shown).Status == "OutOfSync");
        back["status"]!["history"]!.AsArray().Select(entry => (long)entry!["id"]!).ShouldBe([0, 1]);
        ((string?)back["status"]!["history"]![1]!["revision"]).ShouldBe(ArgoCdController.Commit("v1"));
    }

    [Fact]
    public async Task A_new_target_revision_is_synced_by_itself_where_that_is_on()
    {
        await CreateAsync("v1", automated: "{}");
        await UntilAsync(shown => Sync(shown) == ("Synced", ArgoCdController.Commit("v1")));

        await TargetAsync("v2");

        var done = await UntilAsync(shown => Sync(shown) == ("Synced", ArgoCdController.Commit("v2")));
        ((bool?)done["status"]!["operationState"]!["operation"]!["initiatedBy"]!["automated"]).ShouldBe(true);
    }

    [Fact]
    public async Task A_revision_that_fails_is_tried_once()
    {
        _argo.Behave("v2", SyncBehaviour.To(SyncFate.Failed));
        await CreateAsync("v1", automated: "{}");
        await UntilAsync(shown => Sync(shown).Status == "Synced");

        await TargetAsync("v2");

        var failed = await UntilAsync(shown => (string?)shown["status"]?["operationState"]?["phase"] == "Failed" && Sync(shown).Status == "OutOfSync");
        failed["status"]!["history"]!.AsArray().Count.ShouldBe(1);
        failed["operation"].ShouldBeNull();
    }

    [Theory]
    [InlineData(SyncFate.Degraded, "Degraded")]
    [InlineData(SyncFate.Progressing, "Progressing")]
    public async Task Health_follows_the_revision_that_is_deployed(SyncFate fate, string health)
    {
        _argo.Behave("v1", SyncBehaviour.To(fate));
        await CreateAsync("v1", automated: "{}");

        await UntilAsync(shown => Sync(shown).Status == "Synced" && Health(shown) == health);
    }

    [Fact]
    public async Task An_operation_that_hangs_is_terminated_on_demand()
    {
        _argo.Behave("v1", SyncBehaviour.To(SyncFate.Running));
        await CreateAsync("v1", automated: null);
        await SyncAsync("v1");
        await UntilAsync(shown => (string?)shown["status"]?["operationState"]?["phase"] == "Running");

        await _cluster.Api.PatchAsync($"{_path}/shop", JsonNode.Parse("""{ "status": { "operationState": { "phase": "Terminating" } } }""")!.AsObject(), Cancellation);

        var ended = await UntilAsync(shown => (string?)shown["status"]?["operationState"]?["phase"] == "Failed");
        ((string?)ended["status"]!["operationState"]!["message"]).ShouldBe("Operation terminated");
    }

    [Fact]
    public async Task Drift_is_shown_and_healed_only_where_that_is_wanted()
    {
        await CreateAsync("v1", automated: "{}");
        await UntilAsync(shown => Sync(shown).Status == "Synced");

        _argo.Drift("shop");
        await UntilAsync(shown => Sync(shown) == ("OutOfSync", ArgoCdController.Commit("v1")));
        await _cluster.Api.PatchAsync($"{_path}/shop", JsonNode.Parse("""{ "spec": { "syncPolicy": { "automated": { "selfHeal": true } } } }""")!.AsObject(), Cancellation);

        await UntilAsync(shown => Sync(shown).Status == "Synced" && shown["status"]!["history"]!.AsArray().Count == 2);
    }

    [Fact]
    public async Task A_refresh_that_is_asked_for_is_done_and_its_annotation_goes()
    {
        await CreateAsync("v1", automated: "{}");
        await UntilAsync(shown => Sync(shown).Status == "Synced");

        await _cluster.Api.PatchAsync($"{_path}/shop", JsonNode.Parse("""{ "metadata": { "annotations": { "argocd.argoproj.io/refresh": "hard" } } }""")!.AsObject(), Cancellation);

        await UntilAsync(shown => shown["metadata"]!["annotations"]?["argocd.argoproj.io/refresh"] is null);
    }

    private Task<JsonObject> CreateAsync(string revision, string? automated) => _cluster.Api.PostAsync(_path, JsonNode.Parse($$"""
        {
          "apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": { "name": "shop" },
          "spec": {
            "project": "default",
            "destination": { "server": "https://kubernetes.default.svc", "namespace": "production" },
            "source": { "repoURL": "https://git.test/shop.git", "path": "deploy", "targetRevision": "{{revision}}" },
            "syncPolicy": { {{(automated is null ? "" : $"\"automated\": {automated}")}} }
          }
        }
        """)!.AsObject(), Cancellation);

    private Task<JsonObject> SyncAsync(string revision) => _cluster.Api.PatchAsync($"{_path}/shop", JsonNode.Parse($$"""
        { "operation": { "initiatedBy": { "username": "ann" }, "sync": { "revision": "{{revision}}" } } }
        """)!.AsObject(), Cancellation);

    private Task<JsonObject> TargetAsync(string revision) => _cluster.Api.PatchAsync($"{_path}/shop", JsonNode.Parse($$"""
        { "spec": { "source": { "targetRevision": "{{revision}}" } } }
        """)!.AsObject(), Cancellation);

    private async Task<JsonObject> UntilAsync(Func<JsonObject, bool> holds)
    {
        JsonObject? shown = null;
        await Workload.UntilAsync(async () => holds(shown = (await _cluster.Api.GetAsync($"{_path}/shop", Cancellation))!), "the Application", Cancellation);
        return shown!;
    }

    private static (string? Status, string? Revision) Sync(JsonObject application) =>
        ((string?)application["status"]?["sync"]?["status"], (string?)application["status"]?["sync"]?["revision"]);

    private static string? Health(JsonObject application) => (string?)application["status"]?["health"]?["status"];
}
