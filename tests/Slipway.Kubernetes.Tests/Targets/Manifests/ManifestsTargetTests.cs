using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Targets.Manifests;
using Slipway.Kubernetes.Tests.Rig;
using Slipway.Kubernetes.Tests.Targets.Packages;
using Slipway.Testing.Kubernetes;
using Xunit;
using Workload = Slipway.Core.Ports.Workload;

namespace Slipway.Kubernetes.Tests.Targets.Manifests;

public sealed class ManifestsTargetTests(ClusterRun run) : IAsyncLifetime
{
    private PackageRig _rig = null!;
    private int _turn;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ManifestsSpec Spec => new() { Namespaces = _rig.Namespaces };

    public async ValueTask InitializeAsync() => _rig = await PackageRig.StartAsync(run, isSplit: false, CancellationToken.None);

    public ValueTask DisposeAsync() => _rig is null ? default : _rig.DisposeAsync();

    [Fact]
    public async Task What_a_version_no_longer_has_is_removed_and_what_others_made_stays()
    {
        await _rig.CreateAsync(PackageRig.ConfigMap("foreign"), "configmaps", "v1");
        await ApplyAsync("1.0.0", PackageRig.ConfigMap("settings"), PackageRig.ConfigMap("extra"));
        await ApplyAsync("2.0.0", PackageRig.ConfigMap("settings", "green"));

        (await ConfigMapAsync("extra")).ShouldBeNull();
        (await ConfigMapAsync("foreign")).ShouldNotBeNull();
        ((string?)(await ConfigMapAsync("settings"))!["data"]!["colour"]).ShouldBe("green");
    }

    [Fact]
    public async Task What_was_there_before_or_was_made_anew_by_others_is_never_removed()
    {
        await _rig.CreateAsync(PackageRig.ConfigMap("found"), "configmaps", "v1");
        await ApplyAsync("1.0.0", PackageRig.ConfigMap("settings"), PackageRig.ConfigMap("found"), PackageRig.ConfigMap("remade"));
        await _rig.DeleteAsync("remade", "configmaps", "v1");
        await _rig.CreateAsync(PackageRig.ConfigMap("remade"), "configmaps", "v1");

        await ApplyAsync("2.0.0", PackageRig.ConfigMap("settings"));

        (await ConfigMapAsync("found")).ShouldNotBeNull();
        (await ConfigMapAsync("remade")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Volumes_stay_when_all_else_goes()
    {
        const string claim = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: { name: data }
            spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
            """;
        await ApplyAsync("1.0.0", PackageRig.ConfigMap("settings"), claim);
        await Target.ApplyAsync(Version("1.0.0") with { Replicas = 0 }, Order("clear"), Cancel);

        (await ConfigMapAsync("settings")).ShouldBeNull();
        (await _rig.GetAsync("data", "persistentvolumeclaims", "v1")).ShouldNotBeNull();
        (await ReadAsync()).ShouldBe(WorkloadStatus.Nothing);
    }

    [Fact]
    public async Task An_order_that_stopped_half_way_has_listed_all_that_it_made()
    {
        // The second object is refused by the server, after the first was made.
        var broken = PackageRig.Deployment("1.0.0").Replace("matchLabels: { app: shop }", "matchLabels: { app: other }", StringComparison.Ordinal);
        _rig.Write("1.0.0", ("all.yaml", $"{PackageRig.ConfigMap("half")}\n---\n{broken}"));
        var refused = await Should.ThrowAsync<PortUnavailableException>(() => Target.ApplyAsync(Version("1.0.0"), Order("up"), Cancel));
        refused.Message.ShouldContain("all.yaml:");
        (await ConfigMapAsync("half")).ShouldNotBeNull();
        (await ReadAsync()).Instances.ShouldHaveSingleItem().State.ShouldBe(InstanceState.Starting);

        await ApplyAsync("2.0.0", PackageRig.ConfigMap("settings"));

        (await ConfigMapAsync("half")).ShouldBeNull();
    }

    [Fact]
    public async Task A_field_that_somebody_else_owns_is_reported_with_its_owner_and_not_taken()
    {
        await ApplyAsync("1.0.0", PackageRig.Deployment("1.0.0"));
        await _rig.Cluster.Api.PatchAsync(
            $"/apis/apps/v1/namespaces/{_rig.Namespace}/deployments/shop?fieldManager=ann", JsonNode.Parse("""{ "spec": { "replicas": 4 } }""")!.AsObject(), Cancel);
        _rig.Write("2.0.0", ("all.yaml", PackageRig.Deployment("2.0.0")));

        (await Target.CheckAsync(Version("2.0.0"), Cancel)).ShouldHaveSingleItem().ShouldContain(".spec.replicas (owned by ann)");
        var refused = await Should.ThrowAsync<PortUnavailableException>(() => Target.ApplyAsync(Version("2.0.0"), Order("up"), Cancel));
        refused.Message.ShouldContain(".spec.replicas (owned by ann)");
        ((int?)(await _rig.GetAsync("shop"))!["spec"]!["replicas"]).ShouldBe(4);
    }

    [Fact]
    public async Task What_is_missing_is_told_in_pods_and_a_crash_is_a_failure()
    {
        _rig.Kubelet.Behave("1.0.0", PodBehaviour.CrashLooping);
        await ApplyAsync("1.0.0", PackageRig.Deployment("1.0.0", replicas: 3));

        var status = WorkloadStatus.Nothing;
        // The pods may be told before what their controller says of them.
        await Rig.Workload.UntilAsync(
            async () => (status = await ReadAsync()) is { Failure: not null, Instances: [{ Detail: "0 of 3 pods of Deployment shop" }] }, "the crash loop to be seen", Cancel);
        status.Failure!.ShouldContain("ends again and again");

        _rig.Kubelet.Behave("1.0.0", PodBehaviour.Ready);
        await Rig.Workload.UntilAsync(async () => (status = await ReadAsync()).Ready == 1, "the pods to come", Cancel);
    }

    [Fact]
    public async Task Drift_names_objects_and_fields_and_no_values()
    {
        const string secret = "apiVersion: v1\nkind: Secret\nmetadata: { name: keys }\nstringData: { token: original }\n";
        await ApplyAsync("1.0.0", PackageRig.Deployment("1.0.0"), PackageRig.ConfigMap("settings"), PackageRig.ConfigMap("gone"), secret);
        (await Target.DriftAsync(Version("1.0.0"), Cancel)).ShouldBeEmpty();

        await _rig.MergeAsync("shop", """{ "spec": { "template": { "spec": { "terminationGracePeriodSeconds": 5 } }, "replicas": 2 } }""");
        await _rig.MergeAsync("keys", """{ "data": { "token": "Y2hhbmdlZA==" } }""", "secrets", "v1");
        await _rig.DeleteAsync("gone", "configmaps", "v1");
        var drifts = (await Target.DriftAsync(Version("1.0.0"), Cancel)).Select(drift => drift.ToString()).ToList();

        drifts.ShouldContain("Deployment shop: .spec.replicas");
        drifts.ShouldContain("ConfigMap gone");
        drifts.ShouldContain(drift => drift.StartsWith("Secret keys", StringComparison.Ordinal));
        string.Join(' ', drifts).ShouldNotContain("Y2hhbmdlZA");
    }

    [Fact]
    public async Task All_that_is_wrong_with_the_files_is_found_before_anything_is_touched()
    {
        _rig.Write("1.0.0", ("a.yaml", $"""
            {PackageRig.ConfigMap("settings")}
            ---
            {PackageRig.ConfigMap("settings")}
            ---
            apiVersion: example.test/v1
            kind: Robot
            metadata: {"{ name: robby }"}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {"{ name: elsewhere, namespace: kube-system }"}
            ---
            kind: ConfigMap
            """));
        var problems = await Target.CheckAsync(Version("1.0.0"), Cancel);

        problems.ShouldContain("a.yaml:6: ConfigMap settings stands also at a.yaml:1: keep one");
        problems.ShouldContain(problem => problem.Contains("does not know Robot in example.test/v1", StringComparison.Ordinal));
        problems.ShouldContain(problem => problem.Contains("is for namespace kube-system", StringComparison.Ordinal));
        problems.ShouldContain(problem => problem.Contains("has no apiVersion", StringComparison.Ordinal));
        await Should.ThrowAsync<PortUnavailableException>(() => Target.ApplyAsync(Version("1.0.0"), Order("up"), Cancel));
        (await ConfigMapAsync("settings")).ShouldBeNull();
    }

    [Fact]
    public async Task A_kind_that_the_manifests_define_themselves_is_applied_after_its_definition()
    {
        var (plural, group) = ($"robots{_rig.Namespace[5..]}", $"{_rig.Namespace}.example.test");
        var definition = $$"""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: { name: {{plural}}.{{group}} }
            spec:
              group: {{group}}
              names: { kind: Robot, plural: {{plural}} }
              scope: Namespaced
              versions:
              - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }
            """;
        _rig.Write("1.0.0", ("all.yaml", $"apiVersion: {group}/v1\nkind: Robot\nmetadata: {{ name: robby }}\n---\n{definition}"));
        (await Target.CheckAsync(Version("1.0.0"), Cancel)).ShouldBeEmpty();

        await Target.ApplyAsync(Version("1.0.0"), Order("up"), Cancel);

        (await _rig.GetAsync("robby", plural, $"{group}/v1")).ShouldNotBeNull();
        await _rig.Cluster.Api.DeleteAsync($"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{plural}.{group}", graceSeconds: null, Cancel);
    }

    [Fact]
    public async Task An_object_of_another_spec_is_refused()
    {
        await ApplyAsync("1.0.0", PackageRig.ConfigMap("settings"));
        var other = Version("1.0.0") with { Environment = new EnvironmentKey("other", "production") };

        (await Target.CheckAsync(other, Cancel)).ShouldHaveSingleItem().ShouldContain("belongs to shop/production already");
        (await Should.ThrowAsync<PortUnavailableException>(() => Target.ApplyAsync(other, Order("up"), Cancel))).Message.ShouldContain("belongs to shop/production already");
    }

    [Fact]
    public async Task A_verb_that_the_user_lacks_is_named_before_anything_is_done()
    {
        await using var rig = await PackageRig.StartAsync(run, isSplit: false, Cancel, (cluster, ns) => cluster.UserAsync(
            [new AccessRule(ns, "", "configmaps,pods,pods/log", "get,list,watch,create,patch,delete"), new AccessRule(ns, "apps", "deployments", "get,list,watch,patch")], Cancel));
        var spec = new ManifestsSpec { Namespaces = rig.Namespaces };
        var folder = rig.Write("1.0.0", ("all.yaml", $"{PackageRig.Deployment("1.0.0")}\n---\n{PackageRig.ConfigMap("settings")}"));
        var problems = await new ManifestsTarget(rig.Clusters, TimeProvider.System).For(spec)
            .CheckAsync(new Workload(rig.Environment, Slot.Blue, ReleaseVersion.Parse("1.0.0"), folder, spec, 1, TimeSpan.Zero), Cancel);

        problems.Count.ShouldBe(2);
        problems.ShouldContain(problem => problem.Contains($"may not create deployments.apps in namespace {rig.Namespace}", StringComparison.Ordinal));
        problems.ShouldContain(problem => problem.Contains($"may not delete deployments.apps in namespace {rig.Namespace}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Checks_are_put_to_each_pod_and_told_of_the_whole()
    {
        await ApplyAsync("1.0.0", PackageRig.Deployment("1.0.0", replicas: 2));
        await Rig.Workload.UntilAsync(async () => (await ReadAsync()).Ready == 1, "the version to be ready", Cancel);
        CheckSpec[] checks = [new() { Name = "answers", Probe = new ProbeSpec { Http = "/" } }, new() { Name = "refuses", Probe = new ProbeSpec { Command = ["false"] } }];

        var results = await Target.RunChecksAsync(_rig.Environment, Slot.Blue, checks, Cancel);

        results.Select(result => (result.Check, result.Instance, result.Passed)).ShouldBe([("answers", "blue-1.0.0", true), ("refuses", "blue-1.0.0", false)]);
    }

    private ITarget Target => new ManifestsTarget(_rig.Clusters, TimeProvider.System, PackageRig.Reach).For(Spec);

    private async Task ApplyAsync(string version, params string[] documents)
    {
        _rig.Write(version, ("all.yaml", string.Join("\n---\n", documents)));
        await Target.ApplyAsync(Version(version), Order($"up {version}"), Cancel);
    }

    private Workload Version(string version) => new(_rig.Environment, Slot.Blue, ReleaseVersion.Parse(version), Path.Combine(_rig.Folder, version), Spec, 1, TimeSpan.Zero);

    private EffectOrder Order(string key) => new(key, 1, ++_turn);

    private Task<WorkloadStatus> ReadAsync() => Target.ReadAsync(_rig.Environment, Slot.Blue, Cancel);

    private Task<JsonObject?> ConfigMapAsync(string name) => _rig.GetAsync(name, "configmaps", "v1");
}
