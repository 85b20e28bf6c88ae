using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;

namespace Slipway.Core.Upkeep;

/// <summary>Makes the rows of rollouts and the snapshots anew from the events. For a store that nobody else writes to.</summary>
public sealed class Rebuilder(IEventStore store, IReadModels models)
{
    /// <summary>Streams in one transaction.</summary>
    private const int PageStreams = 100;

    /// <summary>Broken off, it leaves each row as it was or as it should be: it can begin again at any time.</summary>
    /// <param name="progress">Called after each transaction with the number of streams done so far.</param>
    public async Task<RebuildReport> RebuildAsync(Action<int> progress, CancellationToken cancellation)
    {
        var (after, streams, rollouts, taken) = ("", 0, 0, 0);
        while (true)
        {
            var names = await models.ListStreamsAsync(after, PageStreams, cancellation);
            var last = names.Count < PageStreams ? null : names[^1];
            var rows = new List<RolloutRow>();
            var snapshots = new List<Snapshot>();
            foreach (var name in names)
                Fold(await store.ReadStreamAsync(name, 0, cancellation), rows, snapshots);
            await models.ReplaceAsync(after, last, rows, snapshots, cancellation);
            (streams, rollouts, taken) = (streams + names.Count, rollouts + rows.Count, taken + snapshots.Count);
            progress(streams);
            if (last is null)
                return new RebuildReport(streams, rollouts, taken);
            after = last;
        }
    }

    private static void Fold(IReadOnlyList<StoredEvent> events, List<RolloutRow> rows, List<Snapshot> snapshots)
    {
        var isLong = events.Count >= StreamStates.SnapshotEvery;
        if (Streams.IsEnvironment(events[0].Stream))
        {
            var state = StreamStates.Fold((EnvironmentState?)null, events)!;
            if (isLong)
                snapshots.Add(SnapshotCodec.Write(state, events[^1], CoreJson.Default.EnvironmentState));
        }
        else if (Streams.IsRollout(events[0].Stream) && StreamStates.Fold((RolloutState?)null, events) is { } state)
        {
            rows.Add(Ledger.RowOf(state));
            if (isLong)
                snapshots.Add(SnapshotCodec.Write(state, events[^1], CoreJson.Default.RolloutState));
        }
    }
}
