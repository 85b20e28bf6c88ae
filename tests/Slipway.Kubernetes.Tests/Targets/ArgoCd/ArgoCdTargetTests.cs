using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Gates.Windows;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Targets.ArgoCd;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.ArgoCd;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets.ArgoCd;

public sealed class ArgoCdTargetTests(ClusterRun run) : IAsyncLifetime
{
    private const string Automated = """{"prune":true,"selfHeal":true}""";

    private ArgoRig _rig = null!;
    private int _turn;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ITarget Target => _rig.Targets.For(_rig.Spec);

    public async ValueTask InitializeAsync() => _rig = await ArgoRig.StartAsync(run);

    public ValueTask DisposeAsync() => _rig is null ? default : _rig.DisposeAsync();

    [Fact]
    public async Task Automated_sync_is_off_while_a_rollout_runs_and_back_as_it_was_after_it()
    {
        await UpAsync(Slot.Blue, "1.0.0");
        (await AutomatedAsync()).ShouldBe(Automated);

        await UpAsync(Slot.Green, "2.0.0");
        (await AutomatedAsync()).ShouldBeNull();

        await ClearAsync(Slot.Blue);
        (await AutomatedAsync()).ShouldBe(Automated);
        (await _rig.ReadAsync()).Text("spec", "source", "targetRevision").ShouldBe("v2.0.0");
    }

    [Fact]
    public async Task An_emergency_stop_holds_automated_sync_and_lets_go_exactly_that()
    {
        await UpAsync(Slot.Blue, "1.0.0");
        (await Target.HoldStillAsync(_rig.Environment, "stop-1", hold: true, Cancel)).ShouldBe($"automated sync of Application {_rig.Namespace}/shop is off");
        (await AutomatedAsync()).ShouldBeNull();
        (await Target.HoldStillAsync(_rig.Environment, "stop-1", hold: true, Cancel)).ShouldBeNull();

        // A rollout that ends meanwhile does not switch it on.
        await UpAsync(Slot.Green, "2.0.0");
        await ClearAsync(Slot.Blue);
        (await AutomatedAsync()).ShouldBeNull();

        (await Target.HoldStillAsync(_rig.Environment, "stop-1", hold: false, Cancel)).ShouldBe($"automated sync of Application {_rig.Namespace}/shop is as it was");
        (await AutomatedAsync()).ShouldBe(Automated);
        (await Target.HoldStillAsync(_rig.Environment, "stop-1", hold: false, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task What_ends_a_stop_does_not_end_a_rollout()
    {
        await UpAsync(Slot.Blue, "1.0.0");
        await UpAsync(Slot.Green, "2.0.0");
        await Target.HoldStillAsync(_rig.Environment, "stop-1", hold: true, Cancel);
        await Target.HoldStillAsync(_rig.Environment, "stop-1", hold: false, Cancel);
        (await AutomatedAsync()).ShouldBeNull();
        await ClearAsync(Slot.Blue);
        (await AutomatedAsync()).ShouldBe(Automated);
    }

    [Fact]
    public async Task A_revision_that_was_taken_back_does_not_come_again_when_automated_sync_is_back()
    {
        await UpAsync(Slot.Blue, "1.0.0");
        _rig.Argo.Behave("v2.0.0", SyncBehaviour.To(SyncFate.Degraded));
        await ApplyAsync(Slot.Green, "2.0.0");
        var status = await UntilAsync(Slot.Green, s => s.Failure is not null);
        status.Failure!.ShouldContain("Deployment shop is Degraded");

        await UpAsync(Slot.Blue, "1.0.0");
        await ClearAsync(Slot.Green);

        (await AutomatedAsync()).ShouldBe(Automated);
        await Rig.Workload.UntilAsync(
            async () => (await _rig.ReadAsync()) is var shown && shown.Text("status", "sync", "status") == "Synced" && shown.Text("status", "sync", "revision") == ArgoCdController.Commit("v1.0.0"),
            "the earlier revision to be in sync", Cancel);
        (await Target.ReadAsync(_rig.Environment, Slot.Blue, Cancel)).Version.ShouldBe(ReleaseVersion.Parse("1.0.0"));
    }

    [Fact]
    public async Task What_somebody_switched_on_in_the_meantime_stays_as_they_want_it()
    {
        await UpAsync(Slot.Blue, "1.0.0");
        await UpAsync(Slot.Green, "2.0.0");
        await _rig.MergeAsync("""{ "spec": { "syncPolicy": { "automated": { "prune": false } } } }""");

        await ClearAsync(Slot.Blue);

        (await AutomatedAsync()).ShouldBe("""{"prune":false}""");
        AutomatedSync.IsHeld(await _rig.ReadAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task An_order_that_is_repeated_after_a_crash_starts_no_second_sync()
    {
        await UpAsync(Slot.Blue, "1.0.0");
        var order = new EffectOrder("up", 1, ++_turn);
        await Target.ApplyAsync(_rig.Workload(Slot.Green, "2.0.0"), order, Cancel);
        await UntilAsync(Slot.Green, s => s.Ready == 1);
        // As if the server had ended before it noted that the order is done.
        await _rig.Cluster.Api.PatchAsync(
            $"/api/v1/namespaces/{_rig.Namespace}/configmaps/slipway-shop.production", JsonNode.Parse("""{ "data": { "done": "" } }""")!.AsObject(), Cancel);
        var before = await _rig.ReadAsync();

        await Target.ApplyAsync(_rig.Workload(Slot.Green, "2.0.0"), order, Cancel);

        (await _rig.ReadAsync()).Items("status", "history").Count().ShouldBe(before.Items("status", "history").Count());
        (await AutomatedAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task The_way_back_ends_a_sync_that_hangs()
    {
        await UpAsync(Slot.Blue, "1.0.0");
        _rig.Argo.Behave("v2.0.0", SyncBehaviour.To(SyncFate.Running));
        await ApplyAsync(Slot.Green, "2.0.0");
        await UntilAsync(Slot.Green, s => s.Instances.Count == 1 && s.Instances[0].Detail.StartsWith("Argo CD syncs", StringComparison.Ordinal));

        await UpAsync(Slot.Blue, "1.0.0");
    }

    [Fact]
    public async Task A_sync_that_fails_is_told_in_Argo_CDs_own_words()
    {
        _rig.Argo.Behave("v1.0.0", SyncBehaviour.To(SyncFate.Failed));
        await ApplyAsync(Slot.Blue, "1.0.0");

        (await UntilAsync(Slot.Blue, s => s.Failure is not null)).Failure!.ShouldContain("admission webhook denied the request");
    }

    [Fact]
    public async Task A_first_version_that_fails_leaves_the_Application_as_it_was_found()
    {
        _rig.Argo.Behave("v1.0.0", SyncBehaviour.To(SyncFate.Degraded));
        await ApplyAsync(Slot.Blue, "1.0.0");
        await UntilAsync(Slot.Blue, s => s.Failure is not null);

        await ClearAsync(Slot.Blue);

        var shown = await _rig.ReadAsync();
        shown.Text("spec", "source", "targetRevision").ShouldBe("main");
        (await AutomatedAsync()).ShouldBe(Automated);
        (await Target.ReadAsync(_rig.Environment, Slot.Blue, Cancel)).Version.ShouldBeNull();
    }

    [Fact]
    public async Task Drift_is_told_and_the_same_version_ordered_again_heals_it()
    {
        await _rig.MergeAsync("""{ "spec": { "syncPolicy": { "automated": null } } }""");
        await UpAsync(Slot.Blue, "1.0.0");
        (await Target.DriftAsync(_rig.Workload(Slot.Blue, "1.0.0"), Cancel)).ShouldBeEmpty();

        _rig.Argo.Drift("shop");
        IReadOnlyList<Drift> drifts = [];
        await Rig.Workload.UntilAsync(async () => (drifts = await Target.DriftAsync(_rig.Workload(Slot.Blue, "1.0.0"), Cancel)).Count > 0, "the drift to be seen", Cancel);
        drifts.ShouldHaveSingleItem().Object.ShouldBe("Deployment shop");

        await UpAsync(Slot.Blue, "1.0.0");
        await Rig.Workload.UntilAsync(async () => (await Target.DriftAsync(_rig.Workload(Slot.Blue, "1.0.0"), Cancel)).Count == 0, "the drift to go", Cancel);
    }

    [Fact]
    public async Task An_Application_that_another_spec_holds_is_refused()
    {
        await UpAsync(Slot.Blue, "1.0.0");
        var other = _rig.Workload(Slot.Blue, "1.0.0") with { Environment = new EnvironmentKey("other", "production") };

        (await Target.CheckAsync(other, Cancel)).ShouldHaveSingleItem().ShouldContain("belongs to shop/production already");
        await Should.ThrowAsync<PortUnavailableException>(() => Target.ApplyAsync(other, new EffectOrder("up", 1, 1), Cancel));
        (await Target.ReadAsync(other.Environment, Slot.Blue, Cancel)).Version.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        await _rig.MergeAsync("""{ "spec": { "project": "gone" } }""");
        (await Target.CheckAsync(_rig.Workload(Slot.Blue, "1.0.0"), Cancel)).ShouldHaveSingleItem().ShouldContain("is of project gone, which does not exist");

        await using var poor = await ArgoRig.StartAsync(run, kubeConfig: (cluster, ns) => cluster.UserAsync(
            [new AccessRule(ns, "argoproj.io", "applications,appprojects", "get,list,watch"), new AccessRule(ns, "", "configmaps", "get,create,patch")], Cancel));
        (await poor.Targets.CheckAsync(poor.Workload(Slot.Blue, "1.0.0"), Cancel)).ShouldHaveSingleItem().ShouldContain($"may not patch applications.argoproj.io 'shop' in namespace {poor.Namespace}");
    }

    [Fact]
    public async Task Of_a_projects_sync_windows_only_our_own_are_replaced()
    {
        var projects = new ArgoProjects(_rig.Clusters);
        WindowSpec Window(string schedule) => new() { Kind = WindowKind.Allow, Schedule = CronSchedule.Parse(schedule), Duration = TimeSpan.FromHours(7), TimeZone = "Europe/London" };
        await projects.WriteAsync(_rig.Environment, _rig.Spec, [Window("0 9 * * MON-THU")], Cancel);
        await projects.WriteAsync(new EnvironmentKey("other", "staging"), _rig.Spec, [Window("0 1 * * *")], Cancel);
        await projects.WriteAsync(_rig.Environment, _rig.Spec, [Window("0 10 * * FRI-SUN")], Cancel);

        var shown = await _rig.ReadAsync("web", "appprojects");
        shown.Items("spec", "syncWindows").Select(window => (string?)window["schedule"]).ShouldBe(["0 0 * * *", "0 1 * * *", "0 10 * * 0,5,6"]);

        await projects.WriteAsync(_rig.Environment, _rig.Spec, [Window("0 10 * * FRI-SUN")], Cancel);
        (await _rig.ReadAsync("web", "appprojects")).ResourceVersion.ShouldBe(shown.ResourceVersion);
        await projects.WriteAsync(_rig.Environment, _rig.Spec, [], Cancel);
        (await _rig.ReadAsync("web", "appprojects")).Items("spec", "syncWindows").Count().ShouldBe(2);
    }

    private Task ApplyAsync(Slot slot, string version) => Target.ApplyAsync(_rig.Workload(slot, version), Order(), Cancel);

    private async Task UpAsync(Slot slot, string version)
    {
        await ApplyAsync(slot, version);
        await UntilAsync(slot, s => s.Ready == 1 && s.Version == ReleaseVersion.Parse(version));
    }

    private Task ClearAsync(Slot slot) => Target.ApplyAsync(_rig.Workload(slot, "9.9.9", replicas: 0), Order(), Cancel);

    private EffectOrder Order()
    {
        _turn++;
        return new EffectOrder($"order {_turn}", 1, _turn);
    }

    private async Task<WorkloadStatus> UntilAsync(Slot slot, Func<WorkloadStatus, bool> fits)
    {
        var status = WorkloadStatus.Nothing;
        await Rig.Workload.UntilAsync(async () => fits(status = await Target.ReadAsync(_rig.Environment, slot, Cancel)), $"{slot}", Cancel);
        return status;
    }

    private async Task<string?> AutomatedAsync() => (await _rig.ReadAsync()).Find("spec", "syncPolicy", "automated")?.ToJsonString();
}
