using Microsoft.Extensions.Logging;
using Slipway.Core.Ports;

namespace Slipway.Core.Engine;

/// <summary>Reads the store's events as they come, whoever wrote them, and tells of each. One for a server: nobody else has to ask the store for news.</summary>
internal sealed partial class EventFollower(IEventStore store, TimeProvider time, ILogger logger, Action<StoredEvent> tell)
{
    private const int Page = 500;

    /// <summary>Between reads: what comes in this time is read at once.</summary>
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(50);

    /// <summary>It reads after this time also where the store does not say that there is something.</summary>
    private static readonly TimeSpan LookAfter = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RestAfterFault = TimeSpan.FromSeconds(1);

    /// <param name="position">The last event that is known.</param>
    public async Task RunAsync(long position, CancellationToken cancellation)
    {
        while (true)
        {
            var rest = GatherFor;
            try
            {
                await store.WaitForEventsAsync(position, LookAfter, cancellation);
                while (await store.ReadAllAsync(position, Page, cancellation) is { Count: > 0 } page)
                {
                    foreach (var e in page)
                        tell(e);
                    position = page[^1].Position;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogStoreFault(e);
                rest = RestAfterFault;
            }

            await Task.Delay(rest, time, cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store does not tell its events; commands to other servers take effect late")]
    private partial void LogStoreFault(Exception fault);
}
