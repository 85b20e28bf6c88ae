using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Install;
using Slipway.Kubernetes.Routers;
using Slipway.Kubernetes.Targets;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Install;

/// <summary>The installed roles and what is asked before a rollout are made of the same lists: so each verb is needed, and its lack is found.</summary>
public sealed class AccessManifestsTests(ClusterRun run)
{
    private const int WaitSeconds = 60;
    private const int PollMilliseconds = 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("service: { name: shop }")]
    [InlineData("nginxIngress: { ingress: shop, service: shop }")]
    [InlineData("istio: { virtualService: shop, service: shop, destinationRule: shop }")]
    public async Task Any_verb_that_is_taken_away_is_found_and_named(string traffic)
    {
        var cluster = await run.ClusterAsync();
        if (traffic.StartsWith("istio", StringComparison.Ordinal))
            await cluster.InstallAsync(Crds.Istio);
        var (ns, own) = (await cluster.NamespaceAsync(Cancel), await cluster.NamespaceAsync(Cancel));
        var spec = Spec(ns, traffic);
        var objects = AccessManifests.Write(new InstallOptions { Specs = [new InstalledSpec(spec, new Dictionary<string, string>())], Namespace = own, Image = "slipway" }).Objects;
        var admin = cluster.Client();
        foreach (var item in objects)
            await admin.CreateAsync(KindOf(item), new KubeObject(item.DeepClone().AsObject()), cancellation: Cancel);
        var clusters = new Clusters(await cluster.AccountAsync(own, "slipway", Cancel), TimeProvider.System);
        await UntilAsync(clusters, spec, problems => problems.Count == 0, "nothing to lack");

        var role = objects.Single(item => (string?)item["kind"] == "Role");
        foreach (var (rule, verb) in Enumerable.Range(0, role["rules"]!.AsArray().Count).SelectMany(rule => Verbs(role, rule).Select(verb => (rule, verb))))
        {
            var less = role.DeepClone().AsObject();
            less["rules"]![rule]!["verbs"] = new JsonArray([.. Verbs(role, rule).Where(other => other != verb).DefaultIfEmpty("none").Select(other => JsonValue.Create(other))]);
            await cluster.Api.PutAsync($"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles/slipway", less, Cancel);
            var (group, resource) = ((string)role["rules"]![rule]!["apiGroups"]![0]!, ((string)role["rules"]![rule]!["resources"]![0]!).Split('/'));
            var thing = $"{resource[0]}{(group.Length == 0 ? "" : $".{group}")}{(resource.Length == 1 ? "" : $"/{resource[1]}")}";
            await UntilAsync(
                clusters, spec, problems => problems.Count > 0 && problems.All(p => p.Contains($"may not {verb} {thing} ", StringComparison.Ordinal) && p.Contains(ns, StringComparison.Ordinal)),
                $"the lack of {verb} {thing} alone");
        }
    }

    [Fact]
    public void A_name_is_in_a_rule_only_where_not_all_objects_are_meant_anyway()
    {
        var rules = AccessManifests.Write(new InstallOptions { Specs = [new InstalledSpec(Spec("shop", "service: { name: shop }"), new Dictionary<string, string>())], Image = "slipway" })
            .Objects.Single(item => (string?)item["kind"] == "Role")["rules"]!.AsArray().Select(rule => rule!.ToJsonString()).ToList();
        rules.ShouldContain("""{"apiGroups":[""],"resources":["services"],"verbs":["get","list","watch","create"]}""");
        rules.ShouldContain("""{"apiGroups":[""],"resources":["services"],"resourceNames":["shop"],"verbs":["patch"]}""");
        rules.ShouldContain("""{"apiGroups":[""],"resources":["services"],"resourceNames":["shop-blue","shop-green"],"verbs":["patch","delete"]}""");
    }

    private static AppSpec Spec(string ns, string traffic)
    {
        var read = SpecReader.Read($$"""
            app: shop
            image: registry.example/shop:{version}
            environments:
              production:
                target: { deployment: { name: shop, namespace: {{ns}}, configMaps: [settings], secrets: [keys] } }
                traffic:
                  {{traffic}}
                  {{(traffic.StartsWith("istio", StringComparison.Ordinal) ? "prometheus: { url: \"http://127.0.0.1:9\" }" : "drain: 1s")}}
                strategy: { canary: { weights: [50%, 100%] } }
            """, "/");
        return read.Spec ?? throw new InvalidOperationException(string.Join('\n', read.Errors.Select(e => e.Format("spec"))));
    }

    private static IEnumerable<string> Verbs(JsonObject role, int rule) => role["rules"]![rule]!["verbs"]!.AsArray().Select(verb => (string)verb!);

    private static ResourceKind KindOf(JsonObject item) => (string?)item["kind"] switch
    {
        "ServiceAccount" => ResourceKinds.ServiceAccounts,
        "Role" => ResourceKinds.Roles,
        _ => ResourceKinds.RoleBindings,
    };

    /// <summary>What the adapters say that their user may not do. The API server takes a moment to know a changed role.</summary>
    private static async Task UntilAsync(Clusters clusters, AppSpec spec, Func<IReadOnlyList<string>, bool> there, string what)
    {
        var environment = spec.Environments[0];
        var key = new EnvironmentKey(spec.App, environment.Name);
        var workload = new Workload(key, Slot.Green, ReleaseVersion.Parse("2.0.0"), $"shop@{Digest.Of("2.0.0")}", environment.Target, 1, environment.Traffic!.Drain);
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var problems = (await new DeploymentTarget(clusters, TimeProvider.System).CheckAsync(workload, Cancel))
                .Concat(await KubernetesRouters.All(clusters, TimeProvider.System).Single(r => r.Name == environment.Traffic!.Name).For(environment.Traffic!).CheckAsync(key, Cancel))
                .Where(problem => problem.Contains("may not", StringComparison.Ordinal)).ToList();
            if (there(problems))
                return;
            if (TimeProvider.System.GetElapsedTime(began).TotalSeconds > WaitSeconds)
                throw new InvalidOperationException($"Expected {what}; found: {string.Join(" | ", problems)}");
            await Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), TimeProvider.System, Cancel);
        }
    }
}
