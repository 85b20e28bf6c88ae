using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.ArgoCd;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>Versions as revisions of an Argo CD Application on a real API server, with a simulated Argo CD.</summary>
public sealed class ArgoCdTests(ClusterRun run) : IAsyncDisposable
{
    private const string Group = "argoproj.io/v1alpha1";
    private const string Automated = """{"prune":true,"selfHeal":true}""";

    private Installation? _shop;
    private ArgoCdController? _argo;
    private Cluster _cluster = null!;
    private string _namespace = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_shop is not null)
            await _shop.DisposeAsync();
        if (_argo is not null)
            await _argo.DisposeAsync();
    }

    [Fact]
    public async Task A_revision_comes_and_one_that_is_degraded_is_taken_back_and_automated_sync_is_as_it_was()
    {
        var shop = await ServingAsync();
        (await DeployAsync("2.0.0")).Ended(ExitCodes.Done);
        _argo!.Behave("v6.6.6", SyncBehaviour.To(SyncFate.Degraded));

        (await DeployAsync("6.6.6")).Ended(ExitCodes.RolledBack).Out.ShouldContain("Degraded");
        await Poll.UntilAsync(async () => (string?)(await ApplicationAsync())["spec"]!["source"]!["targetRevision"] == "v2.0.0" && await AutomatedAsync() == Automated, "the revision and the automated sync from before", Cancel);
        (await shop.EnvironmentAsync()).StableVersion.ShouldBe("2.0.0");
    }

    [Fact]
    public async Task An_emergency_stop_switches_automated_sync_off_and_its_end_back_on()
    {
        var shop = await ServingAsync();
        await Poll.UntilAsync(async () => await AutomatedAsync() == Automated, "automated sync after the first rollout", Cancel);

        (await shop.RunAsync("stop", "--env", "production", "--reason", "fire")).Ended(ExitCodes.Done).Out.ShouldContain($"automated sync of Application {_namespace}/shop is off");
        (await AutomatedAsync()).ShouldBeNull();

        (await shop.RunAsync("resume", "--env", "production")).Ended(ExitCodes.Done);
        (await AutomatedAsync()).ShouldBe(Automated);
    }

    [Fact]
    public async Task What_the_stop_cannot_reach_is_named_and_done_later()
    {
        var shop = await ServingAsync();
        await _cluster.Api.DeleteAsync($"/apis/{Group}/namespaces/{_namespace}/applications/shop", null, Cancel);
        (await shop.RunAsync("stop", "--env", "production", "--reason", "fire")).Ended(ExitCodes.Done);
        (await shop.RunAsync("resume", "--env", "production")).Ended(ExitCodes.Done);
        (await DeployAsync("2.0.0")).Ended(ExitCodes.Invalid).Error.ShouldContain("shop");
    }

    private async Task<Installation> ServingAsync()
    {
        _cluster = await run.ClusterAsync();
        _namespace = await _cluster.NamespaceAsync(Cancel);
        _argo = await ArgoCdController.StartAsync(_cluster, _namespace);
        await CreateAsync("appprojects", """{ "kind": "AppProject", "metadata": { "name": "web" }, "spec": {} }""");
        await CreateAsync("applications", $$"""
            {
              "kind": "Application", "metadata": { "name": "shop" },
              "spec": {
                "project": "web",
                "destination": { "server": "https://kubernetes.default.svc", "namespace": "{{_namespace}}" },
                "source": { "repoURL": "https://git.test/shop.git", "path": "deploy", "targetRevision": "main" },
                "syncPolicy": { "automated": {{Automated}} }
              }
            }
            """);
        _shop = new Installation(Cancel);
        await File.WriteAllTextAsync(_shop.SpecFile, $$"""
            app: shop
            image: registry.example/shop:{version}
            environments:
              production:
                target: { argocd: { application: shop, namespace: {{_namespace}}, revision: "v{version}" } }
                strategy: { rolling: { observe: 1s } }
            """, Cancel);
        await _shop.StartAsync("--kubeconfig", _cluster.KubeConfigPath);
        (await DeployAsync("1.0.0")).Ended(ExitCodes.Done);
        return _shop;
    }

    private Task<ProgramResult> DeployAsync(string version) => _shop!.RunAsync("deploy", "--version", ClusterShop.Version(version), "--wait", "--timeout", "2m");

    private Task<JsonObject> CreateAsync(string plural, string json)
    {
        var item = JsonNode.Parse(json)!.AsObject();
        item["apiVersion"] = Group;
        return _cluster.Api.PostAsync($"/apis/{Group}/namespaces/{_namespace}/{plural}", item, Cancel);
    }

    private async Task<JsonObject> ApplicationAsync() => (await _cluster.Api.GetAsync($"/apis/{Group}/namespaces/{_namespace}/applications/shop", Cancel))!;

    private async Task<string?> AutomatedAsync() => (await ApplicationAsync())["spec"]!["syncPolicy"]?["automated"]?.ToJsonString();
}
