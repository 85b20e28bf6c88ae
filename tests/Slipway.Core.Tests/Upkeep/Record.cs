using System.Text.Json;
using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Simulation;
using Slipway.Core.Upkeep;
using Slipway.Core.Values;
using Slipway.Testing.Simulation;
using Slipway.Testing.Simulation.Plans;
using Xunit;

namespace Slipway.Core.Tests.Upkeep;

/// <summary>What a simulated life with all kinds of faults left in a store, and what can be read from that.</summary>
internal sealed class Record
{
    /// <summary>Every trial has it.</summary>
    private static readonly EnvironmentKey Shop = new("shop", "production");

    private static readonly Lazy<int> LongSeed = new(() => Many(int.MaxValue, events: 400).First(record => record.RowsAsync().Result.Count >= 5).Seed);

    public Record(int seed)
    {
        Seed = seed;
        Store = Trial.Run(PlanDraw.Draw(seed)).Store;
        Ledger = new Ledger(Store, TimeProvider.System, Store);
        Pruner = new Pruner(Store, Store, new VirtualTime(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero)));
        Audit = new ChainAudit(Store, Store);
    }

    /// <summary>Those of the first <paramref name="seeds"/> seeds in which enough happened.</summary>
    public static IEnumerable<Record> Many(int seeds, int events = 30) =>
        Enumerable.Range(1, seeds).Select(seed => new Record(seed)).Where(record => record.EventsAsync().Result.Count >= events);

    /// <summary>The first one with a long history, of several rollouts.</summary>
    public static Record Long() => new(LongSeed.Value);

    public int Seed { get; }

    public InMemoryStore Store { get; }

    public Ledger Ledger { get; }

    public Pruner Pruner { get; }

    public ChainAudit Audit { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<IReadOnlyList<StoredEvent>> EventsAsync() => Store.ReadAllAsync(0, int.MaxValue, Cancellation);

    public Task<IReadOnlyList<RolloutRow>> RowsAsync() => Store.ListRolloutsAsync(null, null, liveOnly: false, int.MaxValue, Cancellation);

    public async Task<PrunePlan> PruneAsync(DateTimeOffset before, IEventArchive? archive = null, Action<long>? progress = null)
    {
        var plan = await Pruner.PlanAsync(before, Cancellation);
        await Pruner.PruneAsync(plan, archive, progress ?? (_ => { }), Cancellation);
        return plan;
    }

    public Task<AuditReport> VerifyAsync() => Audit.VerifyAsync(_ => { }, Cancellation);

    /// <summary>Null when there is none.</summary>
    public async Task<string?> RolloutAsync(string id) =>
        await Ledger.LoadAsync(id, Cancellation) is { } state ? JsonSerializer.Serialize(state, CoreJson.Default.RolloutState) : null;

    /// <summary>Apart from the number of events, which grows by the one that carries the state on.</summary>
    public async Task<string> EnvironmentAsync() =>
        JsonSerializer.Serialize(await Ledger.LoadEnvironmentAsync(Shop, Cancellation) with { Version = 0 }, CoreJson.Default.EnvironmentState);
}
