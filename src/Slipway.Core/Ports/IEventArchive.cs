namespace Slipway.Core.Ports;

/// <summary>Where events are kept that the store gives up.</summary>
public interface IEventArchive
{
    /// <summary>Returns once all of them are durable; then they are removed from the store.</summary>
    Task WriteAsync(IAsyncEnumerable<StoredEvent> events, CancellationToken cancellation);
}
