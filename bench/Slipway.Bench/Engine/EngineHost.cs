using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Bench.Results;
using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Storage;

namespace Slipway.Bench.Engine;

/// <summary>A process that carries out one <see cref="HostOrder"/> and prints its <see cref="HostReport"/>.</summary>
internal sealed class EngineHost
{
    /// <summary>The first argument of such a process.</summary>
    public const string Command = "engine-host";

    private const string Person = "bench";
    private const int PeopleAtOnce = 32;

    private static readonly TimeSpan DriveWithin = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly HostOrder _order;
    private readonly TimeProvider _time;
    private readonly BenchApps _apps;
    private readonly BenchWorld _world;
    private readonly IStore _store;
    private readonly TimedStore _timed;
    private readonly Ledger _ledger;
    private readonly RolloutEngine _engine;
    private readonly ServerNote _note = new($"bench:{Environment.ProcessId}", "", "");
    private readonly RolloutService _service;

    private EngineHost(HostOrder order, IStore store, TimeProvider time)
    {
        var observe = TimeSpan.FromSeconds(order.ObserveSeconds);
        (_order, _store, _time) = (order, store, time);
        _apps = new BenchApps(order.Count, observe);
        _world = new BenchWorld(time);
        _world.Begin(_apps.Keys);
        _timed = new TimedStore(store, observe, time);
        _ledger = new Ledger(_timed, time, store);
        var adapters = new Adapters([_world], [_world], [_world], _world);
        var budgets = new Budgets(store, time);
        _engine = new RolloutEngine(
            _ledger, store, store, adapters, budgets, new Places(_apps), new Checklists(_timed, [], time), time, NullLogger<RolloutEngine>.Instance, _note);
        _service = new RolloutService(_ledger, new Places(_apps), new ReleaseFinder(_world), adapters, budgets, _engine.Wake);
    }

    public static async Task<int> RunAsync(string json, CancellationToken cancellation)
    {
        var order = JsonSerializer.Deserialize(json, BenchJson.Default.HostOrder)!;
        await using var store = await OpenAsync(order.Store, cancellation);
        var openedAfter = SinceStart();
        var report = order.Task switch
        {
            HostTask.Append => await new AppendRace(store, order, TimeProvider.System).RunAsync(cancellation),
            HostTask.Restart => await new EngineHost(order, store, TimeProvider.System).RestartAsync(cancellation),
            _ => await new EngineHost(order, store, TimeProvider.System).DriveAsync(cancellation),
        };
        Console.WriteLine(JsonSerializer.Serialize(report with { OpenedAfter = openedAfter }, BenchJson.Default.HostReport).ReplaceLineEndings(" "));
        return 0;
    }

    private static Task<IStore> OpenAsync(string address, CancellationToken cancellation) =>
        (address.Contains("://", StringComparison.Ordinal) ? StoreLocation.Parse(address) : StoreLocation.File(address)).OpenAsync(TimeProvider.System, null, cancellation);

    private async Task<HostReport> DriveAsync(CancellationToken cancellation)
    {
        await Parallel.ForEachAsync(_apps.Keys, new ParallelOptions { MaxDegreeOfParallelism = PeopleAtOnce, CancellationToken = cancellation }, SeedAsync);
        return await LiveAsync(
            async () =>
            {
                var faults = await OpenAllAsync(cancellation);
                await Task.Delay(TimeSpan.FromSeconds(_order.SettleSeconds), _time, cancellation);
                return (await MeasureAsync(cancellation)) with { Faults = faults };
            },
            cancellation);
    }

    private async Task<HostReport> RestartAsync(CancellationToken cancellation)
    {
        _world.Load(_order.World);
        return await LiveAsync(
            async () =>
            {
                await Task.WhenAny(_world.AllSeen, Task.Delay(DriveWithin, _time, cancellation));
                var (driven, cost) = (SinceStart(), Environment.CpuUsage.TotalTime.TotalSeconds);
                string[] faults = _world.AllSeen.IsCompleted ? [] : [$"only {_world.Seen} of {_order.Count} rollouts are driven again"];
                var judged = await AllJudgedAsync(cancellation);
                return (await MeasureAsync(cancellation)) with { DrivenAfter = driven, DrivenCost = cost, JudgedAfter = judged, Faults = faults };
            },
            cancellation);
    }

    /// <returns>When that was; 0 when it took too long.</returns>
    private async Task<double> AllJudgedAsync(CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        var open = (await _store.ListRolloutsAsync(null, null, liveOnly: true, _order.Count, cancellation)).Select(row => row.Id).ToList();
        while (_time.GetElapsedTime(began) < DriveWithin)
        {
            open.RemoveAll(id => _engine.LatestLook(id) is not null);
            if (open.Count == 0)
                return SinceStart();
            await Task.Delay(LookEvery, _time, cancellation);
        }

        return 0;
    }

    private async Task<HostReport> LiveAsync(Func<Task<HostReport>> measure, CancellationToken cancellation)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = _engine.RunAsync(life.Token);
        var report = await measure();
        await life.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        await _store.LeaveAsync(_note.Id, cancellation);
        _world.Save(_order.World);
        return report;
    }

    /// <summary>What ran before: 1.0.0, stable on blue, with all the traffic.</summary>
    private async ValueTask SeedAsync(EnvironmentKey key, CancellationToken cancellation)
    {
        var release = Release.Create(ReleaseVersion.Parse("1.0.0"), "/srv/1.0.0", Digest.Of("1.0.0"), new ProcessesSpec { Command = ["serve"], Replicas = BenchApps.Replicas });
        EnvironmentEvent[] events =
        [
            new SlotOccupied(Slot.Blue, release),
            new SplitObserved(TrafficSplit.AllTo(Slot.Blue)),
            new StableChanged(Slot.Blue, "before", TakenBack: false),
        ];
        var stream = new StreamAppend(Ledger.StreamOf(key), 0, [.. events.Select(EventCodec.Encode)]);
        await _store.AppendAsync(new Append([stream], _time.GetUtcNow(), Person, null, null, []), cancellation);
    }

    private async Task<IReadOnlyList<string>> OpenAllAsync(CancellationToken cancellation)
    {
        var faults = new ConcurrentBag<string>();
        var began = _time.GetTimestamp();
        await Parallel.ForEachAsync(
            _apps.Keys.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = PeopleAtOnce, CancellationToken = cancellation },
            async (next, stop) =>
            {
                var early = TimeSpan.FromSeconds(_order.ObserveSeconds * next.Index / _order.Count) - _time.GetElapsedTime(began);
                if (early > TimeSpan.FromMilliseconds(1))
                    await Task.Delay(early, _time, stop);
                var request = new Request.Deploy(next.Item.App, next.Item.Environment, "2.0.0", Supersede: false, null, Person);
                var outcome = await _service.DeployAsync(request, stop);
                if (!outcome.IsAccepted)
                    faults.Add(outcome.Refusal.Message);
            });
        return [.. faults];
    }

    private async Task<HostReport> MeasureAsync(CancellationToken cancellation)
    {
        _timed.Forget();
        using var process = Process.GetCurrentProcess();
        var (began, appends, looks, used) = (_time.GetTimestamp(), _timed.Appends, _world.Looks, process.TotalProcessorTime);
        long workingSet = 0, managed = 0;
        while (_time.GetElapsedTime(began).TotalSeconds < _order.MeasureSeconds)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _time, cancellation);
            process.Refresh();
            (workingSet, managed) = (Math.Max(workingSet, process.WorkingSet64), Math.Max(managed, GC.GetTotalMemory(forceFullCollection: false)));
        }

        var seconds = _time.GetElapsedTime(began).TotalSeconds;
        return new HostReport
        {
            Lateness = _timed.Lateness,
            Overhead = _timed.Overhead,
            WorkingSet = workingSet,
            ManagedHeap = managed,
            LiveHeap = GC.GetTotalMemory(forceFullCollection: true),
            Cores = (process.TotalProcessorTime - used).TotalSeconds / seconds,
            AppendsPerSecond = (_timed.Appends - appends) / seconds,
            LooksPerSecond = (_world.Looks - looks) / seconds,
        };
    }

    private static double SinceStart()
    {
        using var process = Process.GetCurrentProcess();
        return (TimeProvider.System.GetUtcNow() - new DateTimeOffset(process.StartTime)).TotalSeconds;
    }
}
