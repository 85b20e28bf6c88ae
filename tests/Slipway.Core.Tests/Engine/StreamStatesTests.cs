using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Simulation;
using Slipway.Testing.Simulation;
using Slipway.Testing.Simulation.Plans;
using Xunit;

namespace Slipway.Core.Tests.Engine;

/// <summary>A snapshot and what came after it is the same as all events from the beginning, whatever happened.</summary>
public sealed class StreamStatesTests
{
    private const int Trials = 60;

    private static readonly Lazy<IReadOnlyList<IReadOnlyList<StoredEvent>>> Streams = new(() =>
    [
        .. Enumerable.Range(1, Trials).SelectMany(seed => Record(Trial.Run(PlanDraw.Draw(seed)).Store).ToLookup(e => e.Stream)).Select(stream => stream.ToList()),
    ]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_snapshot_of_every_simulated_rollout_leads_to_the_state_that_all_its_events_lead_to()
    {
        Streams.Value.Count.ShouldBeGreaterThan(Trials);
        foreach (var events in Streams.Value)
        {
            if (IsEnvironment(events[0]))
                await ShouldLeadToTheSameAsync(events, CoreJson.Default.EnvironmentState, StreamStates.Fold, (states, stream) => states.EnvironmentAsync(stream, Cancellation));
            else if (Core.Engine.Streams.IsRollout(events[0].Stream))
                await ShouldLeadToTheSameAsync(events, CoreJson.Default.RolloutState, StreamStates.Fold, async (states, stream) => await states.RolloutAsync(stream, Cancellation));
        }
    }

    [Fact]
    public void Everything_that_a_state_holds_is_in_its_snapshot()
    {
        Held<RolloutState>().ShouldBe(Written(CoreJson.Default.RolloutState), ignoreOrder: true);
        Held<EnvironmentState>().ShouldBe(Written(CoreJson.Default.EnvironmentState), ignoreOrder: true);
    }

    [Fact]
    public async Task Snapshots_that_are_damaged_unknown_or_of_other_events_are_passed_over()
    {
        var events = Streams.Value.First(s => !IsEnvironment(s[0]) && s.Count > 20);
        var (at, other) = (events[10], events[11]);
        var state = StreamStates.Fold((RolloutState?)null, events.Take(11))!;
        var good = SnapshotCodec.Write(state, at, CoreJson.Default.RolloutState);
        SnapshotCodec.Read(good, at, CoreJson.Default.RolloutState).ShouldNotBeNull();

        foreach (var bad in (Snapshot[])
        [
            good with { Format = SnapshotCodec.Format + 1 },
            good with { Version = good.Version + 1 },
            good with { Version = 1_000_000 },
            good with { Json = good.Json.Replace("\"index\":", "\"index\":1", StringComparison.Ordinal) },
            good with { Json = good.Json[..^5] },
            good with { Seal = default },
            SnapshotCodec.Write(state, other, CoreJson.Default.RolloutState) with { Version = at.Version },
        ])
        {
            SnapshotCodec.Read(bad, at, CoreJson.Default.RolloutState).ShouldBeNull();
            (await LoadAsync(events, bad)).ShouldBe(Json(StreamStates.Fold((RolloutState?)null, events)!));
        }
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_written_fails_nothing()
    {
        var events = Streams.Value.First(s => !IsEnvironment(s[0]) && s.Count >= StreamStates.SnapshotEvery);
        var before = StreamStates.Fold((RolloutState?)null, events.Take(StreamStates.SnapshotEvery - 1))!;
        var after = StreamStates.Fold(before, events.Skip(StreamStates.SnapshotEvery - 1).Take(1))!;

        await new StreamStates(new FixedStreams(events), new NoSnapshots(), Logic.Real).SaveAsync(before, after, events[StreamStates.SnapshotEvery - 1], Cancellation);
    }

    [Fact]
    public void A_stream_without_its_beginning_is_folded_from_where_its_state_was_written_down()
    {
        var events = Streams.Value.Where(s => IsEnvironment(s[0])).MaxBy(s => s.Count)!;
        var whole = StreamStates.Fold((EnvironmentState?)null, events)!;
        var carried = EventCodec.Encode(new StateCarried(StreamStates.Fold((EnvironmentState?)null, events.Take(12))!));
        List<StoredEvent> rest =
        [
            .. events.Skip(8).Take(4),
            events[11] with { Version = 13, Type = carried.Type, Json = carried.Json },
            .. events.Skip(12).Select(e => e with { Version = e.Version + 1 }),
        ];

        Json(StreamStates.Fold((EnvironmentState?)null, rest)!).ShouldBe(Json(whole with { Version = whole.Version + 1 }));
        Should.Throw<InvalidOperationException>(() => StreamStates.Fold((EnvironmentState?)null, events.Skip(1)).ShouldBeNull()).Message.ShouldContain("backup");
    }

    /// <summary>A snapshot at every version, read with the rest; and each is read back as it was written.</summary>
    private static async Task ShouldLeadToTheSameAsync<T>(
        IReadOnlyList<StoredEvent> events, JsonTypeInfo<T> type, Func<T?, IEnumerable<StoredEvent>, T?> fold, Func<StreamStates, string, Task<T?>> load)
        where T : class
    {
        var whole = JsonSerializer.Serialize(fold(null, events)!, type);
        T? state = null;
        for (var i = 0; i < events.Count; i++)
        {
            state = fold(state, [events[i]]);
            var snapshot = SnapshotCodec.Write(state!, events[i], type);
            JsonSerializer.Serialize(SnapshotCodec.Read(snapshot, events[i], type)!, type).ShouldBe(snapshot.Json);
            var store = new FixedStreams(events, snapshot);
            JsonSerializer.Serialize((await load(new StreamStates(store, store, Logic.Real), events[0].Stream))!, type).ShouldBe(whole);
        }
    }

    private static async Task<string> LoadAsync(IReadOnlyList<StoredEvent> events, Snapshot snapshot)
    {
        var store = new FixedStreams(events, snapshot);
        return Json((await new StreamStates(store, store, Logic.Real).RolloutAsync(events[0].Stream, Cancellation))!);
    }

    private static string Json(RolloutState state) => JsonSerializer.Serialize(state, CoreJson.Default.RolloutState);

    private static string Json(EnvironmentState state) => JsonSerializer.Serialize(state, CoreJson.Default.EnvironmentState);

    private static IEnumerable<string> Held<T>() =>
        typeof(T).GetProperties().Where(p => p.CanWrite && !p.GetMethod!.IsStatic).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));

    private static IEnumerable<string> Written(JsonTypeInfo type) => type.Properties.Where(p => p.Get is not null && p.Set is not null).Select(p => p.Name);

    private static bool IsEnvironment(StoredEvent e) => e.Stream.StartsWith("environment/", StringComparison.Ordinal);

    // The in-memory store completes at once.
    private static IReadOnlyList<StoredEvent> Record(InMemoryStore store) => store.ReadAllAsync(0, int.MaxValue, CancellationToken.None).GetAwaiter().GetResult();
}
