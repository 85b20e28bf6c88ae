namespace Slipway.Core.Ports;

/// <summary>Removes what is old, in small transactions. What may go is decided by <c>Upkeep/Pruner</c>.</summary>
public interface IRetention
{
    /// <summary>Where the chain begins; null while nothing was ever removed.</summary>
    Task<Checkpoint?> ReadCheckpointAsync(CancellationToken cancellation);

    /// <summary>
    /// Removes the events up to <paramref name="through"/>, and with a rollout's first event all else that is kept of it:
    /// its row, snapshot, lease and measurements. The checkpoint is moved in the same transaction, so that the chain is whole at any instant.
    /// The highest fence stays.
    /// </summary>
    /// <param name="through">Position of an event that is not the last one: the chain keeps its end.</param>
    /// <param name="run">When the removal began that this is a part of: its parts leave one checkpoint.</param>
    Task<Checkpoint> RemoveEventsAsync(long through, DateTimeOffset run, CancellationToken cancellation);

    /// <summary>Removes notices that were recorded before an instant and have been delivered, the oldest first.</summary>
    /// <returns>How many; fewer than <paramref name="limit"/> when no more are left.</returns>
    Task<int> RemoveDeliveredAsync(DateTimeOffset before, int limit, CancellationToken cancellation);

    /// <summary>Removes measurements from before an instant, of rollouts that are not live.</summary>
    /// <returns>How many blocks; fewer than <paramref name="limit"/> when no more are left.</returns>
    Task<int> RemoveEvidenceAsync(DateTimeOffset before, int limit, CancellationToken cancellation);
}
