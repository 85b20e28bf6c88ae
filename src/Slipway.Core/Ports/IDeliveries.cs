namespace Slipway.Core.Ports;

/// <summary>Who is to have which notice, and how far that is. Written with the store's promises: what is recorded survives any end.</summary>
public interface IDeliveries
{
    /// <summary>
    /// Marks a notice as delivered by the outbox and notes the destinations that are to have it, all or nothing.
    /// Only the oldest pending notice is handed on, and only once: so the numbers of deliveries rise as those of the notices do, whoever hands on.
    /// </summary>
    /// <param name="message">The number of the <see cref="PendingMessage"/>.</param>
    /// <returns>False when another server was first; look again.</returns>
    Task<bool> HandOnAsync(long message, IReadOnlyList<string> destinations, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Of each rollout the oldest delivery that is pending, as no other of it may be tried: those that are due first, by the time they are due.</summary>
    Task<IReadOnlyList<Delivery>> ReadFirstAsync(string destination, int limit, CancellationToken cancellation);

    /// <summary>Records how a try ended. What was delivered stays so.</summary>
    Task RecordAsync(long id, DeliveryTry tried, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Makes dead letters of those that are pending for longer: also of what is for a destination that nobody serves any more.</summary>
    Task<int> ExpireAsync(DateTimeOffset since, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>What is not delivered: pending ones and dead letters, oldest first.</summary>
    Task<IReadOnlyList<Delivery>> ListOpenAsync(int limit, CancellationToken cancellation);

    /// <summary>How many of both there are.</summary>
    Task<OpenDeliveries> CountOpenAsync(CancellationToken cancellation);

    /// <summary>Makes pending again, due at once and with no tries so far.</summary>
    /// <param name="ids">Null: all dead letters.</param>
    /// <returns>How many there were.</returns>
    Task<int> RetryAsync(IReadOnlyList<long>? ids, DateTimeOffset at, CancellationToken cancellation);
}
