using Microsoft.Extensions.Hosting;
using Slipway.Core.Notices;
using Slipway.Core.Ports;

namespace Slipway.Server.Hosting;

/// <summary>
/// Tells each transition once, in order, on the output of one of the servers: whoever has the role while there is something to tell.
/// What was not told before an end is told after the next start, or by another server.
/// </summary>
internal sealed class NoticeService(IOutbox outbox, IEventStore store, ILeases leases, ServerNote server, TimeProvider time, Action<string> say) : BackgroundService
{
    private const string Role = "notices";

    private const int PageSize = 100;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Before the look, so that what is recorded meanwhile ends the wait.
                var head = await store.HeadAsync(stoppingToken);
                await TellAsync(stoppingToken);
                await store.WaitForEventsAsync(head, LookEvery, stoppingToken);
            }
            catch (PortUnavailableException)
            {
                await Task.Delay(LookEvery, time, stoppingToken);
            }
        }
    }

    private async Task TellAsync(CancellationToken cancellation)
    {
        while (await outbox.ReadPendingAsync(PageSize, cancellation) is { Count: > 0 } page
            && await leases.TakeAsync(Role, server.Id, cancellation) is not null)
        {
            foreach (var pending in page)
            {
                say($"{pending.Time.ToLocalTime():HH:mm:ss} {pending.Message.RolloutId}: {NoticeBody.Read(pending.Message.Json).Sentence}");
                await outbox.MarkDeliveredAsync(pending.Id, time.GetUtcNow(), cancellation);
            }
        }
    }
}
