using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Gates.Windows;
using Slipway.Core.Planning;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Engine;

public sealed class DriftFollowerTests : ISpecs, ITarget, IArtifacts
{
    private static readonly EnvironmentKey Key = new("shop", "production");
    private static readonly ServerNote Server = new("one", "", "");
    private static readonly Drift Replicas = new("Deployment shop", [".spec.replicas"]);
    private static readonly WindowSpec Window = new() { Kind = WindowKind.Deny, Schedule = CronSchedule.Parse("0 0 * * *"), Duration = TimeSpan.FromHours(1), TimeZone = "UTC" };

    private readonly InMemoryStore _store = new(TimeProvider.System);
    private readonly Ledger _ledger;
    private readonly List<Workload> _applied = [];
    private readonly List<WindowSpec> _windows = [];
    private IReadOnlyList<Drift> _drifts = [];
    private DriftResponse _response = DriftResponse.Report;

    public DriftFollowerTests() => _ledger = new Ledger(_store, TimeProvider.System);

    string ITarget.Name => ArgoCdSpec.Kind;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_drifts_is_said_once_and_again_when_it_is_as_it_should_be()
    {
        await RunningAsync();
        await FollowAsync();
        (await StateAsync()).Drift.ShouldBeEmpty();
        var before = (await StateAsync()).Version;

        _drifts = [Replicas];
        await FollowAsync();
        await FollowAsync();
        (await StateAsync()).Drift.ShouldHaveSingleItem().ToString().ShouldBe("Deployment shop: .spec.replicas");
        (await StateAsync()).Version.ShouldBe(before + 1);
        _applied.ShouldBeEmpty();

        _drifts = [];
        await FollowAsync();
        (await StateAsync()).Drift.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_put_back_where_the_spec_wants_that_with_a_fence_above_all_before()
    {
        await RunningAsync();
        (_drifts, _response) = ([Replicas], DriftResponse.Heal);
        await FollowAsync();
        await FollowAsync();

        _applied.Select(workload => (workload.Slot, workload.Version.ToString())).ShouldBe([(Slot.Blue, "1.0.0"), (Slot.Blue, "1.0.0")]);
        _fences.ShouldBe(_fences.Order());
        _fences.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_put_back_while_it_is_frozen()
    {
        await RunningAsync();
        (_drifts, _response) = ([Replicas], DriftResponse.Heal);
        (await _ledger.Freezes.SetAsync("**", null, null, "holidays", "alice", Cancel)).IsAccepted.ShouldBeTrue();
        await FollowAsync();

        _applied.ShouldBeEmpty();
        (await StateAsync()).Drift.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task While_a_rollout_is_under_way_nothing_drifts()
    {
        await RunningAsync();
        await _ledger.RecordAsync(Key, await StateAsync(), new RolloutOpened("shop.production.1"), "engine", Cancel);
        _drifts = [Replicas];
        await FollowAsync();
        (await StateAsync()).Drift.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whatever_else_drives_it_is_told_the_windows()
    {
        await FollowAsync();
        _windows.ShouldBe([Window]);
    }

    private readonly List<long> _fences = [];

    Task<SpecSet> ISpecs.ReadAsync(CancellationToken cancellation) => Task.FromResult(new SpecSet([new AppSpec
    {
        App = Key.App,
        Artifact = "",
        Image = "registry.example/shop:{version}",
        Directory = "/",
        Environments = [new EnvironmentSpec { Name = Key.Environment, Target = Target, Strategy = new RollingSpec(), Windows = [Window] }],
    }], [], []));

    Task<IReadOnlyList<string>> ITarget.CheckAsync(Workload workload, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    Task ITarget.ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation)
    {
        _applied.Add(workload);
        _fences.Add(order.Fence);
        return Task.CompletedTask;
    }

    Task<WorkloadStatus> ITarget.ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation) => Task.FromResult(WorkloadStatus.Nothing);

    Task<IReadOnlyList<CheckResult>> ITarget.RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([]);

    Task<IReadOnlyList<LogLine>> ITarget.ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<LogLine>>([]);

    Task<IReadOnlyList<Drift>> ITarget.DriftAsync(Workload workload, CancellationToken cancellation) => Task.FromResult(_drifts);

    Task ITarget.TellWindowsAsync(EnvironmentKey environment, IReadOnlyList<WindowSpec> windows, CancellationToken cancellation)
    {
        _windows.AddRange(windows);
        return Task.CompletedTask;
    }

    Task<Digest?> IArtifacts.DigestAsync(string artifact, CancellationToken cancellation) => Task.FromResult<Digest?>(null);

    private ArgoCdSpec Target => new() { Applications = new PerSlot<string>("shop", "shop"), Namespaces = new PerSlot<string>("argocd", "argocd"), Drift = _response };

    private async Task RunningAsync()
    {
        var release = Release.Create(ReleaseVersion.Parse("1.0.0"), "registry.example/shop:1.0.0", Digest.Of("1.0.0"), Target);
        foreach (var e in new EnvironmentEvent[] { new SlotOccupied(Slot.Blue, release), new StableChanged(Slot.Blue, "before", TakenBack: false) })
            await _ledger.RecordAsync(Key, await StateAsync(), e, "engine", Cancel);
        await _store.RenewAsync(Server, TimeSpan.FromMinutes(1), Cancel);
    }

    private Task FollowAsync() => new DriftFollower(_ledger, new Places(this), new Adapters([this], [], [], this), _store, Server).FollowAsync(Cancel);

    private Task<EnvironmentState> StateAsync() => _ledger.LoadEnvironmentAsync(Key, Cancel);
}
