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

    /// <summary>Those of the rollouts that there are. At most <see cref="ISnapshots.MaxStreams"/>.</summary>
    public Task<IReadOnlyList<RolloutState>> RolloutsAsync(IReadOnlyList<string> ids, CancellationToken cancellation) =>
        ReadAsync<RolloutState>(ids, (state, events) => Fold(state, events, logic), CoreJson.Default.RolloutState, cancellation);

    /// <summary>Null when there is no such stream.</summary>
    public async Task<EnvironmentState?> EnvironmentAsync(string stream, CancellationToken cancellation) =>
        (await ReadAsync([stream], Fold, CoreJson.Default.EnvironmentState, cancellation)).SingleOrDefault();

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

    private async Task<IReadOnlyList<T>> ReadAsync<T>(
        IReadOnlyList<string> streams, Func<T?, IEnumerable<StoredEvent>, T?> fold, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var kept = snapshots is null ? [] : (await snapshots.ReadSnapshotsAsync(streams, cancellation)).ToDictionary(s => s.Stream);

        // The event that a snapshot stands at is read as well: it proves that the snapshot is of this stream.
        var tails = streams.Select(s => new StreamTail(s, kept.TryGetValue(s, out var snapshot) ? snapshot.Version - 1 : 0)).ToList();
        var events = tails is [var one]
            ? await store.ReadStreamAsync(one.Stream, one.AfterVersion, cancellation)
            : await store.ReadStreamsAsync(tails, cancellation);
        var byStream = events.ToLookup(e => e.Stream);
        var states = new List<T>(streams.Count);
        foreach (var stream in streams)
        {
            var tail = byStream[stream];
            var state = kept.TryGetValue(stream, out var snapshot)
                ? SnapshotCodec.Read(snapshot, tail.FirstOrDefault(), type) is { } restored
                    ? fold(restored, tail.Skip(1))
                    : fold(null, await store.ReadStreamAsync(stream, 0, cancellation))
                : fold(null, tail);
            if (state is not null)
                states.Add(state);
        }

        return states;
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
