using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Audit;

/// <summary>The end of a chain of events, where the next one is tied on.</summary>
/// <param name="Position">Number of events in the chain; 0 for an empty one.</param>
/// <param name="Hash">Hash of the last event; of a constant text for an empty chain.</param>
public readonly record struct ChainHead(long Position, Digest Hash)
{
    public static ChainHead Genesis { get; } = new(0, Digest.Of("slipway event chain 1"));

    /// <summary>The head after <paramref name="stored"/>.</summary>
    public static ChainHead After(StoredEvent stored) => new(stored.Position, stored.Hash);

    /// <summary>The events of <paramref name="append"/> as they are stored, in order; at least one.</summary>
    /// <exception cref="ArgumentException">No event, a stream without one or named twice, or a text that is no valid Unicode.</exception>
    public IReadOnlyList<StoredEvent> Extend(Append append)
    {
        if (append.Streams.Count == 0 || append.Streams.Any(stream => stream.Events.Count == 0))
            throw new ArgumentException("An append has at least one stream, each with at least one event", nameof(append));
        if (append.Streams.DistinctBy(stream => stream.Stream).Count() != append.Streams.Count)
            throw new ArgumentException("An append names each stream once", nameof(append));

        var stored = new List<StoredEvent>();
        var head = this;
        foreach (var stream in append.Streams)
        {
            for (var i = 0; i < stream.Events.Count; i++)
            {
                stored.Add(head.Link(stream.Stream, stream.ExpectedVersion + i + 1, stream.Events[i], append.Time, append.Actor));
                head = After(stored[^1]);
            }
        }

        return stored;
    }

    private StoredEvent Link(string stream, int version, EventData data, DateTimeOffset time, Actor actor)
    {
        var position = Position + 1;
        var hash = ChainHash.Of(Hash, position, stream, version, data.Type, data.Json, time, actor.Name, actor.Origin);
        return new StoredEvent(position, stream, version, data.Type, data.Json, time.ToUniversalTime(), actor.Name, Hash, hash, actor.Origin);
    }
}
