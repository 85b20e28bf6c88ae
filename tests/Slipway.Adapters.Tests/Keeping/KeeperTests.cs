using System.Net;
using Shouldly;
using Slipway.Adapters.Tests.Gateway.Rig;
using Slipway.Adapters.Tests.Processes;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Local.Keeping;
using Xunit;

namespace Slipway.Adapters.Tests.Keeping;

/// <summary>Two servers on one store and one folder, with real processes and real HTTP between them. The store's clock stands until a test moves it.</summary>
public sealed class KeeperTests : IAsyncLifetime
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    private readonly VirtualTime _clock = new();
    private readonly ProcessBench _bench = new();
    private InMemoryStore _store = null!;
    private KeepingServer _one = null!;
    private KeepingServer _two = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _bench.LeaveToStoreAsync();
        _store = new InMemoryStore(_clock);
        _one = await KeepingServer.StartAsync("one", _bench.Data, _store);
        _two = await KeepingServer.StartAsync("two", _bench.Data, _store);
        await _one.EnrolAsync();
        await _two.EnrolAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _two.DisposeAsync();
        await _one.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task One_of_two_is_keeper_and_stays_it()
    {
        await _two.LookAsync();
        await _one.LookAsync();

        _one.Keeper.Office.ShouldNotBeNull();
        _two.Keeper.Office.ShouldBeNull();
        (await _store.HolderAsync(_two.Keeper.Role!, Cancel))!.Id.ShouldBe("one");
    }

    [Fact]
    public async Task When_the_keeper_falls_silent_the_other_takes_up_what_runs()
    {
        await ReadyAsync(_two, replicas: 2);
        var before = Pids();

        await OneIsStoppedAsync();

        _two.Keeper.Office.ShouldNotBeNull();
        (await _two.Target.ReadAsync(ProcessBench.Environment, Slot.Blue, Cancel)).Ready.ShouldBe(2);
        Pids().ShouldBe(before);
        _two.Keeper.Office.Term.Fence.ShouldBeGreaterThan(_one.Keeper.Office!.Term.Fence);
    }

    [Fact]
    public async Task A_keeper_that_wakes_up_late_changes_nothing_and_says_nothing()
    {
        await ReadyAsync(_one, replicas: 1);
        await OneIsStoppedAsync();
        var workload = _bench.Workload(ProcessBench.Serving);

        // It has not looked yet: in its own eyes it is the keeper.
        _one.Keeper.Office.ShouldNotBeNull();
        (await Should.ThrowAsync<PortUnavailableException>(() => _one.Target.ReadAsync(ProcessBench.Environment, Slot.Blue, Cancel))).OutcomeUnknown.ShouldBeTrue();
        await Should.ThrowAsync<PortUnavailableException>(() => _one.Target.ApplyAsync(workload with { Replicas = 3 }, new EffectOrder("late", 9), Cancel));
        await Should.ThrowAsync<PortUnavailableException>(() => _one.Router.SetAsync(
            new Route(ProcessBench.Environment, new GatewaySpec { Listen = "127.0.0.1:1" }, Slot.Blue, TrafficSplit.None), new EffectOrder("late", 9), Cancel));

        (await _two.Target.ReadAsync(ProcessBench.Environment, Slot.Blue, Cancel)).Wanted.ShouldBe(1);
        Directory.EnumerateFiles(Path.Combine(_bench.Data, "routes"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
        await _two.Target.ApplyAsync(workload with { Replicas = 0 }, new EffectOrder("gone", 2), Cancel);
        await GatewayRig.UntilAsync(async () => (await _two.Target.ReadAsync(ProcessBench.Environment, Slot.Blue, Cancel)).Instances.Count == 0);
        Pids().ShouldBeEmpty();
    }

    [Fact]
    public async Task Once_it_looks_it_goes_on_as_an_ordinary_server_and_may_be_keeper_again()
    {
        await ReadyAsync(_one, replicas: 1);
        var before = Pids();
        await OneIsStoppedAsync();

        await _one.LookAsync();
        _one.Keeper.Office.ShouldBeNull();
        (await _one.Target.ReadAsync(ProcessBench.Environment, Slot.Blue, Cancel)).Ready.ShouldBe(1);

        _clock.Advance(Life);
        await _one.LookAsync();
        await _two.LookAsync();
        _one.Keeper.Office.ShouldNotBeNull();
        _two.Keeper.Office.ShouldBeNull();
        (await _two.Target.ReadAsync(ProcessBench.Environment, Slot.Blue, Cancel)).Ready.ShouldBe(1);
        Pids().ShouldBe(before);
    }

    [Fact]
    public async Task A_keeper_that_ends_in_order_is_replaced_at_once()
    {
        await _one.Keeper.DisposeAsync();
        await _store.LeaveAsync("one", Cancel);
        await _two.LookAsync();
        _two.Keeper.Office.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_a_keeper_that_was_stopped_was_told_is_unknown()
    {
        var workload = _bench.Workload(ProcessBench.Serving);
        await _two.Target.ReadAsync(workload.Environment, Slot.Blue, Cancel);
        _one.Answers = false;
        var failure = await Should.ThrowAsync<PortUnavailableException>(() => _two.Target.ReadAsync(workload.Environment, Slot.Blue, Cancel));
        failure.OutcomeUnknown.ShouldBeTrue();
        failure.Message.ShouldContain("did not answer in time");
    }

    [Fact]
    public async Task Who_waits_for_a_keeper_that_was_stopped_waits_no_longer_than_until_another_has_its_place()
    {
        var workload = _bench.Workload(ProcessBench.Serving);
        await _two.Target.ReadAsync(workload.Environment, Slot.Blue, Cancel);
        var three = await KeepingServer.StartAsync("three", _bench.Data, _store);
        await using (three)
        {
            await three.EnrolAsync();
            _one.Answers = false;

            // Patient by itself for a minute, because checks may be slow.
            var asked = three.Target.RunChecksAsync(workload.Environment, Slot.Blue, [], Cancel);
            asked.IsCompleted.ShouldBeFalse();
            await OneIsStoppedAsync();

            (await Should.ThrowAsync<PortUnavailableException>(() => asked)).OutcomeUnknown.ShouldBeTrue();
            (await three.Target.RunChecksAsync(workload.Environment, Slot.Blue, [], Cancel)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task What_a_keeper_that_is_gone_was_to_be_told_was_not_done()
    {
        await _two.Target.ReadAsync(ProcessBench.Environment, Slot.Blue, Cancel);
        await _one.DisposeAsync();
        var order = new EffectOrder("up", 1);
        (await Should.ThrowAsync<PortUnavailableException>(() => _two.Target.ApplyAsync(_bench.Workload(ProcessBench.Serving), order, Cancel))).OutcomeUnknown.ShouldBeFalse();

        _clock.Advance(Life);
        var none = await Should.ThrowAsync<PortUnavailableException>(() => _two.Target.ApplyAsync(_bench.Workload(ProcessBench.Serving), order, Cancel));
        none.OutcomeUnknown.ShouldBeFalse();
        none.Message.ShouldContain("no server keeps the processes");
    }

    [Fact]
    public async Task A_server_that_is_asked_and_is_no_longer_keeper_names_nobody_and_the_store_does()
    {
        var three = await KeepingServer.StartAsync("three", _bench.Data, _store);
        await using (three)
        {
            await three.EnrolAsync();
            await three.Target.ReadAsync(ProcessBench.Environment, Slot.Blue, Cancel);
            await OneIsStoppedAsync();
            await _one.LookAsync();
            (await three.Target.ReadAsync(ProcessBench.Environment, Slot.Blue, Cancel)).Instances.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_server_with_another_folder_is_never_keeper_and_drives_all_the_same()
    {
        var elsewhere = Directory.CreateTempSubdirectory("slipway-elsewhere-");
        await using (var three = await KeepingServer.StartAsync("three", elsewhere.FullName, _store))
        {
            await three.EnrolAsync();
            three.Keeper.StoreFolder.ShouldBe(_one.Keeper.Server.Folder);
            await ReadyAsync(three, replicas: 1);
            _clock.Advance(Life);
            await three.LookAsync();
            three.Keeper.Office.ShouldBeNull();
        }

        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public async Task A_start_that_was_noted_and_not_made_is_made_once()
    {
        _bench.Mark("unready");
        await _one.Target.ApplyAsync(_bench.Workload(ProcessBench.Shell("sleep 1000")), new EffectOrder("up", 1), Cancel);
        await OneIsStoppedAsync();
        await GatewayRig.UntilAsync(async () => (await _two.Target.ReadAsync(ProcessBench.Environment, Slot.Blue, Cancel)).Ready == 1);
        await _one.LookAsync();
        Pids().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_gateway_that_comes_to_another_server_is_sent_to_the_keeper_and_without_one_told_to_come_again()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var sent = await http.GetAsync(new Uri(_two.Url, "/api/v1/gateways/shop/production/config"), Cancel);
        sent.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        sent.Headers.Location.ShouldBe(new Uri(_one.Url, "/api/v1/gateways/shop/production/config"));

        await _one.DisposeAsync();
        _clock.Advance(Life);
        using var wait = await http.GetAsync(new Uri(_two.Url, "/api/v1/gateways/shop/production/config"), Cancel);
        wait.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        wait.Headers.RetryAfter.ShouldNotBeNull();
    }

    /// <summary>One does not run for longer than it lives without a word; two does, and looks.</summary>
    private async Task OneIsStoppedAsync()
    {
        _clock.Advance(Life);
        await _two.LookAsync();
    }

    private async Task ReadyAsync(KeepingServer server, int replicas)
    {
        await server.Target.ApplyAsync(_bench.Workload(ProcessBench.Serving, replicas), new EffectOrder("up", 1), Cancel);
        await GatewayRig.UntilAsync(async () => (await server.Target.ReadAsync(ProcessBench.Environment, Slot.Blue, Cancel)).Ready == replicas);
    }

    /// <summary>Every process that an instance of the folder has, whether recorded or not.</summary>
    private IReadOnlyList<int> Pids() => _bench.Running();
}
