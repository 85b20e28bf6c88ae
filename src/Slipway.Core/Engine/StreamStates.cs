using System.Text.Json.Serialization.Metadata;
using Slipway.Core.Environments;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Engine;

/// <summary>States from streams: the newest snapshot that can be trusted, and what came after it.</summary>
/// <param name="snapshots">Null where streams are short, or are read from their beginning for comparison.</param>
internal sealed class StreamStates(IEventStore store, ISnapshots? snapshots, Logic logic)
{
    /// <summary>Events from one snapshot to the next: at most so many are folded, and one write in so many is a snapshot.</summary>
    public const int SnapshotEvery = 50;

    /// <summary>What there is of these rollouts, in their order. At most <see cref="ISnapshots.MaxStreams"/>.</summary>
    public Task<IReadOnlyList<StoredStream>> ReadRolloutsAsync(IReadOnlyList<string> ids, CancellationToken cancellation) => ReadAsync(ids, cancellation);

    /// <summary>Null when there is no such rollout.</summary>
    public Task<RolloutState?> RolloutAsync(StoredStream stored, CancellationToken cancellation) =>
        RestoreAsync<RolloutState>(stored, (state, events) => Fold(state, events, logic), CoreJson.Default.RolloutState, cancellation);

    /// <summary>Null when there is no such rollout.</summary>
    public async Task<RolloutState?> RolloutAsync(string id, CancellationToken cancellation) =>
        await RolloutAsync((await ReadAsync([id], cancellation))[0], cancellation);

    /// <summary>Null when there is no such stream.</summary>
    public async Task<EnvironmentState?> EnvironmentAsync(string stream, CancellationToken cancellation) =>
        await RestoreAsync((await ReadAsync([stream], cancellation))[0], Fold, CoreJson.Default.EnvironmentState, cancellation);

    public Task SaveAsync(RolloutState before, RolloutState after, StoredEvent last, CancellationToken cancellation) =>
        SaveAsync(after, before.Version, last, CoreJson.Default.RolloutState, cancellation);

    public Task SaveAsync(EnvironmentState before, EnvironmentState after, StoredEvent last, CancellationToken cancellation) =>
        SaveAsync(after, before.Version, last, CoreJson.Default.EnvironmentState, cancellation);

    /// <summary>Null for a stream whose beginning was removed: what is left of it is for auditors.</summary>
    public static RolloutState? Fold(RolloutState? state, IEnumerable<StoredEvent> events) => Fold(state, events, Logic.Real);

    private static RolloutState? Fold(RolloutState? state, IEnumerable<StoredEvent> events, Logic logic)
    {
        foreach (var e in events)
        {
            if (state is not null)
                state = logic.Apply(state, EventCodec.DecodeRollout(e), e.Time);
            else if (EventCodec.DecodeRollout(e) is RolloutPlanned planned)
                state = Rollouts.Fold.Begin(e.Stream, planned, e.Time, e.Actor);
            else
                return null;
        }

        return state;
    }

    /// <exception cref="InvalidOperationException">The stream's beginning is missing, and nothing carries it on.</exception>
    public static EnvironmentState? Fold(EnvironmentState? state, IEnumerable<StoredEvent> events)
    {
        string? gap = null;
        foreach (var e in events)
        {
            var fact = EventCodec.DecodeEnvironment(e);
            if (state is null && e.Version > 1 && fact is not StateCarried)
                gap = e.Stream;
            else
                state = EnvironmentFold.Apply(state ?? EnvironmentState.New with { Version = e.Version - 1 }, fact, e.Time);
        }

        return state is null && gap is not null
            ? throw new InvalidOperationException($"The first events of {gap} are missing, and no later one says what they came to: restore the store from a backup")
            : state;
    }

    private async Task<IReadOnlyList<StoredStream>> ReadAsync(IReadOnlyList<string> streams, CancellationToken cancellation)
    {
        var kept = snapshots is null ? [] : (await snapshots.ReadSnapshotsAsync(streams, cancellation)).ToDictionary(s => s.Stream);

        // The event that a snapshot stands at is read as well: it proves that the snapshot is of this stream.
        var tails = streams.Select(s => new StreamTail(s, kept.TryGetValue(s, out var snapshot) ? snapshot.Version - 1 : 0)).ToList();
        var events = tails is [var one]
            ? await store.ReadStreamAsync(one.Stream, one.AfterVersion, cancellation)
            : await store.ReadStreamsAsync(tails, cancellation);
        var byStream = events.ToLookup(e => e.Stream);
        return [.. streams.Select(stream => new StoredStream(stream, kept.GetValueOrDefault(stream), [.. byStream[stream]]))];
    }

    private async Task<T?> RestoreAsync<T>(
        StoredStream stored, Func<T?, IEnumerable<StoredEvent>, T?> fold, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        if (stored.Snapshot is not { } snapshot)
            return fold(null, stored.Events);
        return SnapshotCodec.Read(snapshot, stored.Events is [var first, ..] ? first : null, type) is { } restored
            ? fold(restored, stored.Events.Skip(1))
            : fold(null, await store.ReadStreamAsync(stored.Name, 0, cancellation));
    }

    private async Task SaveAsync<T>(T after, int versionBefore, StoredEvent last, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        if (snapshots is null || versionBefore / SnapshotEvery == last.Version / SnapshotEvery)
            return;
        try
        {
            await snapshots.WriteSnapshotAsync(SnapshotCodec.Write(after, last, type), cancellation);
        }
        catch (PortUnavailableException)
        {
            // The event is recorded; who reads it folds some more, and the next snapshot may be taken.
        }
    }
}
