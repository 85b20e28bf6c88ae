namespace Slipway.Core.Ports;

/// <summary>Notices that wait for delivery.</summary>
public interface IOutbox
{
    /// <summary>The oldest undelivered ones, oldest first.</summary>
    Task<IReadOnlyList<PendingMessage>> ReadPendingAsync(int limit, CancellationToken cancellation);

    Task MarkDeliveredAsync(long id, DateTimeOffset at, CancellationToken cancellation);
}
