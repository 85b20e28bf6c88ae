using Slipway.Core.Ports;

namespace Slipway.Server.Api.Views;

/// <summary>Where the record ends.</summary>
internal static class EventHead
{
    private const int Page = 1000;

    /// <summary>The position of the newest event, 0 without any. Positions have no gaps: a search by halves finds it in few reads.</summary>
    public static async Task<long> FindAsync(IEventStore store, CancellationToken cancellation)
    {
        long low = 0;
        long high = 1;
        while (await ExistsAsync(store, high, cancellation))
            (low, high) = (high, high * 2);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (await ExistsAsync(store, middle, cancellation))
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Waits for an event after <paramref name="head"/> or the time, and returns the new end.</summary>
    public static async Task<long> WaitAsync(IEventStore store, long head, TimeSpan timeout, CancellationToken cancellation)
    {
        await store.WaitForEventsAsync(head, timeout, cancellation);
        while (await store.ReadAllAsync(head, Page, cancellation) is { Count: > 0 } page)
            head = page[^1].Position;
        return head;
    }

    private static async Task<bool> ExistsAsync(IEventStore store, long position, CancellationToken cancellation) =>
        (await store.ReadAllAsync(position - 1, 1, cancellation)).Count > 0;
}
