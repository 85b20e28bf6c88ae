using Slipway.Core.Ports;

namespace Slipway.Core.Tests.Upkeep;

/// <summary>An archive in memory.</summary>
internal sealed class KeptArchive : IEventArchive
{
    public List<StoredEvent> Events { get; } = [];

    public async Task WriteAsync(IAsyncEnumerable<StoredEvent> events, CancellationToken cancellation)
    {
        await foreach (var e in events.WithCancellation(cancellation))
            Events.Add(e);
    }

    public async IAsyncEnumerable<StoredEvent> ReadAsync()
    {
        foreach (var e in Events)
            yield return await Task.FromResult(e);
    }
}
