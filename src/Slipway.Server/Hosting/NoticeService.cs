using System.Text.Json;
using Microsoft.Extensions.Hosting;
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
        var position = 0L;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                position = await TellAsync(position, stoppingToken);
                await store.WaitForEventsAsync(position, LookEvery, stoppingToken);
            }
            catch (PortUnavailableException)
            {
                await Task.Delay(LookEvery, time, stoppingToken);
            }
        }
    }

    private async Task<long> TellAsync(long position, CancellationToken cancellation)
    {
        var head = await store.ReadAllAsync(position, PageSize, cancellation);
        var pendings = await outbox.ReadPendingAsync(PageSize, cancellation);
        if (pendings.Count > 0 && await leases.TakeAsync(Role, server.Id, cancellation) is null)
            pendings = [];
        foreach (var pending in pendings)
        {
            say($"{pending.Time.ToLocalTime():HH:mm:ss} {pending.Message.RolloutId}: {JsonSerializer.Deserialize(pending.Message.Json, NoticeText.Default.String)}");
            await outbox.MarkDeliveredAsync(pending.Id, time.GetUtcNow(), cancellation);
        }

        return head.Count == 0 ? position : head[^1].Position;
    }
}
