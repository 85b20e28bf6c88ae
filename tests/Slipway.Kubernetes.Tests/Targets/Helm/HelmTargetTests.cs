using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Targets.Helm;
using Slipway.Kubernetes.Targets.Packages;
using Slipway.Kubernetes.Tests.Rig;
using Slipway.Kubernetes.Tests.Targets.Packages;
using Slipway.Testing.Kubernetes;
using Xunit;
using Workload = Slipway.Core.Ports.Workload;

namespace Slipway.Kubernetes.Tests.Targets.Helm;

public sealed class HelmTargetTests(ClusterRun run) : IAsyncLifetime
{
    private readonly string _helm = RealHelm.Find();
    private PackageRig _rig = null!;
    private HelmTarget _targets = null!;
    private int _turn;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HelmSpec Spec { get; set; } = null!;

    private ITarget Target => _targets.For(Spec);

    public async ValueTask InitializeAsync()
    {
        _rig = await PackageRig.StartAsync(run, isSplit: false, CancellationToken.None);
        _targets = new HelmTarget(_rig.Clusters, TimeProvider.System, _rig.KubeConfig, _helm);
        Spec = new HelmSpec { Release = "shop", Namespaces = _rig.Namespaces, Set = new Dictionary<string, string> { ["image.tag"] = "{version}" } };
    }

    public ValueTask DisposeAsync() => _rig is null ? default : _rig.DisposeAsync();

    [Fact]
    public async Task The_way_back_is_a_rollback_to_the_revision_that_was_made_from_the_same()
    {
        await UpAsync(Slot.Blue, "1.0.0");
        await UpAsync(Slot.Green, "2.0.0");
        await UpAsync(Slot.Blue, "1.0.0");

        (await HistoryAsync()).Select(revision => (string?)revision!["description"]).Last().ShouldBe("Rollback to 1");
        // And a rollback is known again for what it went back to: nothing is to be done.
        await UpAsync(Slot.Blue, "1.0.0");
        (await HistoryAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Other_values_of_the_same_version_are_an_upgrade()
    {
        await UpAsync(Slot.Blue, "1.0.0");
        _rig.Write("1.0.0", ("green.yaml", "colour: green, not blue\n"));
        Spec = Spec with { Values = ["green.yaml"], Set = new Dictionary<string, string> { ["image.tag"] = "{version}", ["note"] = "{a,b}" } };
        await UpAsync(Slot.Blue, "1.0.0");

        ((string?)(await _rig.GetAsync("settings", "configmaps", "v1"))!["data"]!["colour"]).ShouldBe("green, not blue");
        (await HistoryAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_first_version_that_is_taken_back_leaves_the_release_as_it_was_found()
    {
        Chart.Write(_rig, "0.9.0");
        (await HelmAsync("install", "shop", Path.Combine(_rig.Folder, "0.9.0"), "--set-string", "image.tag=by-hand")).IsGood.ShouldBeTrue();
        await UpAsync(Slot.Blue, "1.0.0");

        await Target.ApplyAsync(Version(Slot.Blue, "1.0.0") with { Replicas = 0 }, Order("clear"), Cancel);

        ((string?)(await _rig.GetAsync("shop"))!["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]).ShouldBe("registry.example/shop:by-hand");
        (await ReadAsync(Slot.Blue)).Version.ShouldBeNull();
    }

    [Fact]
    public async Task A_hook_that_takes_long_is_waited_for_by_the_order_that_is_repeated()
    {
        const string hook = """
            apiVersion: batch/v1
            kind: Job
            metadata: { name: migrate, annotations: { helm.sh/hook: pre-upgrade } }
            spec: { template: { spec: { restartPolicy: Never, containers: [{ name: migrate, image: "registry.example/migrate:2" }] } } }
            """;
        await UpAsync(Slot.Blue, "1.0.0");
        _rig.Kubelet.Behave("2", PodBehaviour.NeverReady);
        Chart.Write(_rig, "2.0.0", ("templates/migrate.yaml", hook));
        var (workload, order) = (Version(Slot.Green, "2.0.0"), Order("up"));
        using (var impatient = new CancellationTokenSource())
        {
            var asked = Target.ApplyAsync(workload, order, impatient.Token);
            await Rig.Workload.UntilAsync(async () => await _rig.GetAsync("migrate", "jobs", "batch/v1") is not null, "the hook to run", Cancel);
            await impatient.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => asked);
        }

        (await ReadAsync(Slot.Green)).Instances.ShouldHaveSingleItem().Detail.ShouldBe("Helm is at it");
        _rig.Kubelet.Behave("2", PodBehaviour.Succeeding);
        await Target.ApplyAsync(workload, order, Cancel);

        await UntilReadyAsync(Slot.Green, "2.0.0");
        (await HistoryAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_way_back_ends_a_Helm_that_hangs_and_settles_what_it_left_pending()
    {
        const string hook = """
            apiVersion: batch/v1
            kind: Job
            metadata: { name: migrate, annotations: { helm.sh/hook: pre-upgrade } }
            spec: { template: { spec: { restartPolicy: Never, containers: [{ name: migrate, image: "registry.example/migrate:3" }] } } }
            """;
        await UpAsync(Slot.Blue, "1.0.0");
        _rig.Kubelet.Behave("3", PodBehaviour.NeverReady);
        Chart.Write(_rig, "2.0.0", ("templates/migrate.yaml", hook));
        var hanging = Target.ApplyAsync(Version(Slot.Green, "2.0.0"), Order("up"), Cancel);
        await Rig.Workload.UntilAsync(async () => await _rig.GetAsync("migrate", "jobs", "batch/v1") is not null, "the hook to run", Cancel);

        await UpAsync(Slot.Blue, "1.0.0");

        await Should.ThrowAsync<StaleFenceException>(() => hanging);
        (await HistoryAsync()).Select(revision => (string?)revision!["status"]).Last().ShouldBe("deployed");
    }

    [Fact]
    public async Task What_Helm_refuses_is_known_before_and_told_in_its_words()
    {
        Chart.Write(_rig, "1.0.0", ("templates/bad.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: {{ .Values.nothing.here }} }\n"));
        (await Target.CheckAsync(Version(Slot.Blue, "1.0.0"), Cancel)).ShouldHaveSingleItem().ShouldContain("bad.yaml");
        (await Should.ThrowAsync<PortUnavailableException>(() => Target.ApplyAsync(Version(Slot.Blue, "1.0.0"), Order("up"), Cancel))).Message.ShouldContain("bad.yaml");

        _rig.Write("2.0.0", ("README.md", "no chart"));
        (await Target.CheckAsync(Version(Slot.Blue, "2.0.0"), Cancel)).ShouldHaveSingleItem().ShouldContain("it has no Chart.yaml");
        Spec = Spec with { Release = new string('a', 54) };
        (await Target.CheckAsync(Version(Slot.Blue, "1.0.0"), Cancel)).ShouldHaveSingleItem().ShouldContain("longer than the 53 characters");
        var without = new HelmTarget(_rig.Clusters, TimeProvider.System, _rig.KubeConfig, "helm-that-is-not-there").For(Spec with { Release = "shop" });
        Chart.Write(_rig, "3.0.0");
        (await without.CheckAsync(Version(Slot.Blue, "3.0.0"), Cancel)).ShouldHaveSingleItem().ShouldContain("cannot be started");
    }

    private async Task UpAsync(Slot slot, string version)
    {
        if (!File.Exists(Path.Combine(_rig.Folder, version, "Chart.yaml")))
            Chart.Write(_rig, version);
        await Target.ApplyAsync(Version(slot, version), Order("up"), Cancel);
        await UntilReadyAsync(slot, version);
    }

    private Task UntilReadyAsync(Slot slot, string version) => Rig.Workload.UntilAsync(
        async () => await ReadAsync(slot) is { Ready: 1 } status && status.Version == ReleaseVersion.Parse(version), $"{version} to be ready", Cancel);

    private Workload Version(Slot slot, string version) => new(_rig.Environment, slot, ReleaseVersion.Parse(version), Path.Combine(_rig.Folder, version), Spec, 1, TimeSpan.Zero);

    private EffectOrder Order(string what)
    {
        _turn++;
        return new EffectOrder($"{what} {_turn}", 1, _turn);
    }

    private Task<WorkloadStatus> ReadAsync(Slot slot) => Target.ReadAsync(_rig.Environment, slot, Cancel);

    private async Task<JsonArray> HistoryAsync() => JsonNode.Parse((await HelmAsync("history", "shop", "--output", "json")).Output)!.AsArray();

    private Task<ProgramEnd> HelmAsync(params string[] arguments) => new BoundedProgram(TimeProvider.System).RunAsync(
        _helm, [.. arguments, "--namespace", _rig.Namespace, "--kubeconfig", _rig.KubeConfig], TimeSpan.FromSeconds(60), Cancel);
}
