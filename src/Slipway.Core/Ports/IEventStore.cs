namespace Slipway.Core.Ports;

/// <summary>The one durable record. What is not in it did not happen.</summary>
public interface IEventStore
{
    /// <summary>Writes all of <paramref name="append"/> or nothing: events with their chain hashes, outbox, the rollout's row.</summary>
    /// <returns>The stored events, in order.</returns>
    /// <exception cref="StreamConflictException">A stream is not at the expected version.</exception>
    /// <exception cref="StaleFenceException">The lease has passed to another owner.</exception>
    /// <exception cref="PortUnavailableException">The store did not take it (full disk, locked, unreachable).</exception>
    Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation);

    /// <summary>A stream's events with a version above <paramref name="afterVersion"/>, oldest first.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation);

    /// <summary>The rest of many streams at once, each oldest first, stream by stream. At most <see cref="ISnapshots.MaxStreams"/> streams.</summary>
    /// <remarks>A store that can answer by one query does.</remarks>
    async Task<IReadOnlyList<StoredEvent>> ReadStreamsAsync(IReadOnlyList<StreamTail> tails, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        foreach (var tail in tails)
            events.AddRange(await ReadStreamAsync(tail.Stream, tail.AfterVersion, cancellation));
        return events;
    }

    /// <summary>All streams' events with a position above <paramref name="afterPosition"/>, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation);

    /// <summary>The position of the newest event; 0 without any.</summary>
    Task<long> HeadAsync(CancellationToken cancellation);

    /// <summary>Returns once an event above <paramref name="afterPosition"/> is stored, or <paramref name="timeout"/> has passed.</summary>
    Task WaitForEventsAsync(long afterPosition, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Rollouts, newest first. Null filters match all.</summary>
    Task<IReadOnlyList<RolloutRow>> ListRolloutsAsync(string? app, string? environment, bool liveOnly, int limit, CancellationToken cancellation);

    /// <summary>Null when there is none of that id.</summary>
    Task<RolloutRow?> FindRolloutAsync(string id, CancellationToken cancellation);
}
