using Slipway.Core.Ports;

namespace Slipway.Server.Api.Views;

/// <summary>Where the record ends.</summary>
internal static class EventHead
{
    private const int Page = 1000;

    /// <summary>Waits for an event after <paramref name="head"/> or the time, and returns the new end.</summary>
    public static async Task<long> WaitAsync(IEventStore store, long head, TimeSpan timeout, CancellationToken cancellation)
    {
        await store.WaitForEventsAsync(head, timeout, cancellation);
        while (await store.ReadAllAsync(head, Page, cancellation) is { Count: > 0 } page)
            head = page[^1].Position;
        return head;
    }
}
