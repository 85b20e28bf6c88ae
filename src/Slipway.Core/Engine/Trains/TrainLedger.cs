using Slipway.Core.Ports;
using Slipway.Core.Trains;
using Slipway.Core.Trains.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Engine.Trains;

/// <summary>Reads release trains from their streams, and writes what follows from an event in one transaction.</summary>
public sealed class TrainLedger(IEventStore store, TimeProvider time)
{
    /// <summary>Tries when others write to the list of trains at the same time.</summary>
    private const int MaxConflicts = 20;

    private volatile TrainList _known = TrainList.None;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Null when there is none of that id, or its beginning was removed.</summary>
    public async Task<TrainState?> LoadAsync(string id, CancellationToken cancellation)
    {
        TrainState? state = null;
        foreach (var stored in await store.ReadStreamAsync(Streams.OfTrain(id), 0, cancellation))
        {
            if (state is not null)
                state = TrainFold.Apply(state, EventCodec.DecodeTrain(stored), stored.Time);
            else if (EventCodec.DecodeTrain(stored) is TrainPlanned planned)
                state = TrainFold.Begin(id, planned, stored.Time, stored.Actor);
            else
                return null;
        }

        return state;
    }

    /// <summary>The ids of those that have not ended, oldest first.</summary>
    public async Task<IReadOnlyList<string>> LiveAsync(CancellationToken cancellation) => (await ListAsync(cancellation)).Live;

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<TrainState>> NewestAsync(int limit, CancellationToken cancellation)
    {
        var found = new List<TrainState>();
        foreach (var id in (await ListAsync(cancellation)).Ids.Reverse().Take(limit))
        {
            if (await LoadAsync(id, cancellation) is { } state)
                found.Add(state);
        }

        return found;
    }

    /// <summary>Opens a train, unless <paramref name="refuse"/> has something against it beside those that are live then.</summary>
    public async Task<Outcome<TrainState>> OpenAsync(
        TrainPlanned planned, Func<IReadOnlyList<TrainState>, Refusal?> refuse, Actor actor, CancellationToken cancellation)
    {
        for (var (conflicts, taken) = (0, 0); ; conflicts++)
        {
            var list = await ListAsync(cancellation);
            var live = new List<TrainState>();
            foreach (var other in list.Live)
                live.Add((await LoadAsync(other, cancellation))!);
            if (refuse(live) is { } refusal)
                return refusal;
            var id = list.NextId(planned.Name, taken);
            var now = Now;
            try
            {
                await AppendAsync(
                    now, actor, cancellation,
                    new StreamAppend(Streams.OfTrain(id), 0, [EventCodec.Encode(planned)]),
                    new StreamAppend(Streams.Trains, list.Version, [EventCodec.Encode(new TrainOpened(id, planned.Name))]));
                return TrainFold.Begin(id, planned, now, actor.Name);
            }
            catch (StreamConflictException conflict) when (conflicts < MaxConflicts)
            {
                // Another train began or ended: decide anew beside it. Or retention removed the whole list: then it begins anew.
                _known = TrainList.None;
                taken = conflict.Stream == Streams.OfTrain(id) && (await ListAsync(cancellation)).Version == list.Version ? taken + 1 : 0;
            }
        }
    }

    /// <returns>The train after it.</returns>
    /// <exception cref="StreamConflictException">The train is not as <paramref name="state"/> has it: decide anew.</exception>
    public async Task<TrainState> RecordAsync(TrainState state, TrainEvent e, Actor actor, CancellationToken cancellation)
    {
        var now = Now;
        var own = new StreamAppend(Streams.OfTrain(state.Id), state.Version, [EventCodec.Encode(e)]);
        for (var conflicts = 0; ; conflicts++)
        {
            try
            {
                if (e is TrainEnded)
                {
                    var list = await ListAsync(cancellation);
                    await AppendAsync(now, actor, cancellation, own, new StreamAppend(Streams.Trains, list.Version, [EventCodec.Encode(new TrainClosed(state.Id))]));
                }
                else
                {
                    await AppendAsync(now, actor, cancellation, own);
                }

                return TrainFold.Apply(state, e, now);
            }
            catch (StreamConflictException conflict) when (conflict.Stream == Streams.Trains && conflicts < MaxConflicts)
            {
                // Another train began or ended; that does not change this one.
                _known = TrainList.None;
            }
        }
    }

    private Task<IReadOnlyList<StoredEvent>> AppendAsync(DateTimeOffset now, Actor actor, CancellationToken cancellation, params IReadOnlyList<StreamAppend> streams) =>
        store.AppendAsync(new Append(streams, now, actor, null, null, []), cancellation);

    private async Task<TrainList> ListAsync(CancellationToken cancellation)
    {
        var known = _known;
        var news = await store.ReadStreamAsync(Streams.Trains, known.Version, cancellation);
        return _known = news.Aggregate(known, (list, stored) => list.Apply(EventCodec.DecodeTrainList(stored), stored.Version));
    }
}
