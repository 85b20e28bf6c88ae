using Slipway.Core.Ports;
using Slipway.Core.Upkeep;
using Slipway.Core.Values;
using Slipway.Storage;
using Slipway.Testing.Contracts;
using Slipway.Testing.Simulation;
using Slipway.Testing.Simulation.Plans;
using Xunit;

namespace Slipway.Adapters.Tests.Storage;

/// <summary>What a simulated life left, in a store: the same chain, with all else that a store has.</summary>
internal static class SimulatedRecord
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Writes the events of a trial; its rows are returned, not written.</summary>
    public static async Task<IReadOnlyList<RolloutRow>> FillAsync(SqlStore store, int seed)
    {
        var trial = Trial.Run(PlanDraw.Draw(seed)).Store;
        await WriteAsync(store, trial);
        return await trial.ListRolloutsAsync(null, null, liveOnly: false, int.MaxValue, Cancellation);
    }

    public static async Task WriteAsync(SqlStore store, IEventStore life)
    {
        foreach (var e in await life.ReadAllAsync(0, int.MaxValue, Cancellation))
            await store.AppendAsync(new Append([new StreamAppend(e.Stream, e.Version - 1, [new EventData(e.Type, e.Json)])], e.Time, new Actor(e.Actor, e.Origin), null, null, []), Cancellation);
    }

    /// <summary>Rows, notices, measurements, traffic, leases, and a checkpoint.</summary>
    public static async Task CompleteAsync(SqlStore store)
    {
        await store.AppendAsync(StoreSamples.Start(StoreSamples.Row("live")) with { Outbox = [StoreSamples.Message("1"), StoreSamples.Message("2")] }, Cancellation);
        await store.MarkDeliveredAsync((await store.ReadPendingAsync(1, Cancellation))[0].Id, StoreSamples.Nine, Cancellation);
        await store.AppendAsync([new RolloutSamples("live", [StoreSamples.Sample(0, 100), StoreSamples.Sample(1, 300, 5)])], Cancellation);
        await store.AddTrafficAsync([new TrafficPeriod(new EnvironmentKey("storefront", "production"), StoreSamples.Nine, TimeSpan.FromMinutes(1), 600, 6)], Cancellation);
        await store.WriteSnapshotAsync(new Snapshot("live", 1, 1, "{}", default), Cancellation);
        await store.RenewAsync(new ServerNote("one", "http://127.0.0.1:1", "folder"), TimeSpan.FromMinutes(1), Cancellation);
        await store.ClaimAsync("one", 10, Cancellation);
        await store.LeaveAsync("one", Cancellation);
        var pruner = new Pruner(store, store, TimeProvider.System);
        var events = await store.ReadAllAsync(0, int.MaxValue, Cancellation);
        await pruner.PruneAsync(await pruner.PlanAsync(events[events.Count / 2].Time, Cancellation), null, _ => { }, Cancellation);
    }
}
