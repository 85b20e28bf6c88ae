using System.Text.Json.Nodes;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets.ArgoCd;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.ArgoCd;
using Workload = Slipway.Core.Ports.Workload;

namespace Slipway.Kubernetes.Tests.Targets.ArgoCd;

/// <summary>Applications under a simulated Argo CD, and the target that takes them over.</summary>
internal sealed class ArgoRig : IAsyncDisposable
{
    private const string Group = "argoproj.io/v1alpha1";

    private ArgoRig(Cluster cluster, string ns, ArgoCdController argo, bool isSplit, string kubeConfig)
    {
        (Cluster, Namespace, Argo) = (cluster, ns, argo);
        Clusters = new Clusters(kubeConfig, TimeProvider.System);
        Targets = new ArgoCdTarget(Clusters, TimeProvider.System);
        var applications = isSplit ? new PerSlot<string>("shop-blue", "shop-green") : new PerSlot<string>("shop", "shop");
        Spec = new ArgoCdSpec { Applications = applications, Namespaces = new PerSlot<string>(ns, ns), Revision = "v{version}" };
    }

    public Cluster Cluster { get; }

    public string Namespace { get; }

    public ArgoCdController Argo { get; }

    public Clusters Clusters { get; }

    public ArgoCdTarget Targets { get; }

    public ArgoCdSpec Spec { get; }

    public EnvironmentKey Environment { get; } = new("shop", "production");

    /// <param name="automated">In JSON; null for none.</param>
    /// <param name="revision">What it was at before Slipway came.</param>
    public static async Task<ArgoRig> StartAsync(
        ClusterRun run, bool isSplit = false, string? automated = """{"prune":true,"selfHeal":true}""", string revision = "main", Func<Cluster, string, Task<string>>? kubeConfig = null)
    {
        var cluster = await run.ClusterAsync();
        var ns = await cluster.NamespaceAsync();
        var argo = await ArgoCdController.StartAsync(cluster, ns);
        var rig = new ArgoRig(cluster, ns, argo, isSplit, kubeConfig is null ? cluster.KubeConfigPath : await kubeConfig(cluster, ns));
        await rig.CreateAsync("appprojects", """{ "kind": "AppProject", "metadata": { "name": "web" }, "spec": { "syncWindows": [{ "kind": "deny", "schedule": "0 0 * * *", "duration": "1h", "applications": ["other"] }] } }""");
        foreach (var name in new[] { rig.Spec.Applications.Blue, rig.Spec.Applications.Green }.Distinct())
            await rig.CreateAsync("applications", Application(ns, name, revision, automated));
        return rig;
    }

    public static string Application(string ns, string name, string revision, string? automated) => $$"""
        {
          "kind": "Application", "metadata": { "name": "{{name}}" },
          "spec": {
            "project": "web",
            "destination": { "server": "https://kubernetes.default.svc", "namespace": "{{ns}}" },
            "source": { "repoURL": "https://git.test/shop.git", "path": "deploy", "targetRevision": "{{revision}}" },
            "syncPolicy": { {{(automated is null ? "" : $"\"automated\": {automated}, ")}}"syncOptions": ["CreateNamespace=true"] }
          }
        }
        """;

    public Task<JsonObject> CreateAsync(string plural, string json)
    {
        var item = JsonNode.Parse(json)!.AsObject();
        item["apiVersion"] = Group;
        return Cluster.Api.PostAsync($"/apis/{Group}/namespaces/{Namespace}/{plural}", item, CancellationToken.None);
    }

    public async Task<KubeObject> ReadAsync(string name = "shop", string plural = "applications") =>
        new((await Cluster.Api.GetAsync($"/apis/{Group}/namespaces/{Namespace}/{plural}/{name}", CancellationToken.None))!);

    public Task<JsonObject> MergeAsync(string patch, string name = "shop", string plural = "applications") =>
        Cluster.Api.PatchAsync($"/apis/{Group}/namespaces/{Namespace}/{plural}/{name}", JsonNode.Parse(patch)!.AsObject(), CancellationToken.None);

    public Workload Workload(Slot slot, string version, int replicas = 1) => new(Environment, slot, ReleaseVersion.Parse(version), "/none", Spec, replicas, TimeSpan.Zero);

    public async ValueTask DisposeAsync()
    {
        await Argo.DisposeAsync();
        await Clusters.DisposeAsync();
    }
}
