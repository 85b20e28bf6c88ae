using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Core.Upkeep;
using Slipway.Core.Values;
using Slipway.Storage;

namespace Slipway.Bench.Soak;

/// <summary>Months of rollouts: the real engine, ledger, service and retention in virtual time, on a real SQLite file.</summary>
internal sealed class SoakRun(SqlStore store, string file, VirtualTime time, TimeProvider wall, TimeSpan duration, Action<SoakReading> tell)
{
    private const int Apps = 9;
    private const int Seed = 1;

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Keep = TimeSpan.FromDays(14);
    private static readonly TimeSpan KeepEvidence = TimeSpan.FromDays(3);
    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(6);
    private static readonly TimeSpan ReadEvery = TimeSpan.FromMinutes(1);

    private readonly Random _random = new(Seed);
    private readonly SteppedStore _stepped = new(store, time);
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly Dictionary<EnvironmentKey, int> _versions = [];

    public async Task<IReadOnlyList<SoakReading>> RunAsync(CancellationToken cancellation)
    {
        var apps = new SoakApps(Apps);
        var world = new SoakWorld(time);
        var adapters = new Adapters([world], [world], [world], world);
        var ledger = new Ledger(_stepped, time, _stepped);
        var budgets = new Budgets(new InMemoryStore(time), time);
        var engine = new RolloutEngine(ledger, _stepped, _stepped, adapters, budgets, new Places(apps), new Checklists(_stepped, [], time), time, NullLogger<RolloutEngine>.Instance, new ServerNote("soak", "", ""));
        var service = new RolloutService(ledger, new Places(apps), new ReleaseFinder(world), adapters, budgets, engine.Wake);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = engine.RunAsync(life.Token);
        var readings = await SoakAsync(apps.Keys, service, cancellation);

        // Not CancelAsync: that would leave the one thread.
        life.Cancel();
        await running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.FromCurrentSynchronizationContext());
        return readings;
    }

    private async Task<IReadOnlyList<SoakReading>> SoakAsync(IReadOnlyList<EnvironmentKey> keys, RolloutService service, CancellationToken cancellation)
    {
        var readings = new List<SoakReading>();
        var began = wall.GetTimestamp();
        var pruned = time.GetUtcNow();
        while (wall.GetElapsedTime(began) < duration)
        {
            // A day has 72 steps: each environment sees some five changes.
            foreach (var key in keys.Where(_ => _random.Next(14) == 0))
                await ActAsync(key, service, cancellation);
            await Task.Delay(Step, time, cancellation);
            if (time.GetUtcNow() - pruned >= PruneEvery)
            {
                pruned = time.GetUtcNow();
                SteppedStore.Now(() => PruneAsync(cancellation)).GetAwaiter().GetResult();
            }

            var elapsed = wall.GetElapsedTime(began);
            if (elapsed >= ReadEvery * (readings.Count + 1))
            {
                readings.Add(await ReadAsync(elapsed, cancellation));
                tell(readings[^1]);
            }
        }

        return readings;
    }

    private async Task ActAsync(EnvironmentKey key, RolloutService service, CancellationToken cancellation)
    {
        if (_random.Next(8) == 0 && _versions.ContainsKey(key))
        {
            await service.RollbackAsync(new Request.Rollback(key.App, key.Environment, null, null, "soak"), cancellation);
            return;
        }

        var version = _versions[key] = _versions.GetValueOrDefault(key) + 1;
        await service.DeployAsync(new Request.Deploy(key.App, key.Environment, SoakWorld.VersionOf(version), Supersede: true, null, "soak"), cancellation);
    }

    private async Task PruneAsync(CancellationToken cancellation)
    {
        // Nobody reads the notices here; a server delivers them.
        foreach (var notice in await store.ReadPendingAsync(int.MaxValue, cancellation))
            await store.MarkDeliveredAsync(notice.Id, time.GetUtcNow(), cancellation);
        var pruner = new Pruner(store, store, time);
        var now = time.GetUtcNow();
        await pruner.PruneAsync(await pruner.PlanAsync(now - Keep, cancellation), null, _ => { }, cancellation);
        await pruner.PruneNoticesAsync(now - Keep, cancellation);
        await pruner.PruneEvidenceAsync(now - KeepEvidence, cancellation);
    }

    private async Task<SoakReading> ReadAsync(TimeSpan elapsed, CancellationToken cancellation)
    {
        var first = await _stepped.ReadAllAsync(0, 1, cancellation);
        var last = await _stepped.HeadAsync(cancellation);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        return new SoakReading(
            Math.Round(elapsed.TotalMinutes, 2), Math.Round((time.GetUtcNow() - _start).TotalDays, 1), Megabytes(heap), Megabytes(Environment.WorkingSet),
            Megabytes(new[] { file, file + "-wal" }.Where(File.Exists).Sum(path => new FileInfo(path).Length)), _stepped.Ended, last, first.Count == 0 ? 0 : first[0].Position);
    }

    private static double Megabytes(long bytes) => Math.Round(bytes / 1e6, 2);
}
