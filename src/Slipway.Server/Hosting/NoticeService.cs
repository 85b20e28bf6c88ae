using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;

namespace Slipway.Server.Hosting;

/// <summary>
/// Tells each transition in order: on the output of one of the servers, and to the destinations whose routes take it. Whoever has the role does,
/// while there is something to tell. What was not told before an end is told after the next start, or by another server.
/// </summary>
/// <param name="couriers">One for each destination.</param>
internal sealed partial class NoticeService(
    IOutbox outbox, IDeliveries deliveries, IEventStore store, ServerRole role, NoticesFile file, IReadOnlyList<Courier> couriers,
    NoticeInstruments instruments, TimeProvider time, Action<string> say, ILogger<NoticeService> logger) : BackgroundService
{
    public const string Role = "notices";

    private const int PageSize = 100;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ExpireEvery = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<Task> running = [TellAllAsync(stoppingToken), .. couriers.Select(courier => courier.RunAsync(stoppingToken))];

        // None of them ends before the server does, unless by a bug: then the server must not go on as if all were told.
        var ended = await Task.WhenAny(running);
        await (stoppingToken.IsCancellationRequested ? Task.WhenAll(running) : ended);
    }

    private async Task TellAllAsync(CancellationToken cancellation)
    {
        long? looked = null;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                // Before the look, so that what is recorded meanwhile ends the wait.
                var head = await store.HeadAsync(cancellation);
                await TellAsync(cancellation);
                if (looked is not { } at || time.GetElapsedTime(at) >= ExpireEvery)
                {
                    looked = time.GetTimestamp();
                    await ExpireAsync(cancellation);
                }

                await store.WaitForEventsAsync(head, LookEvery, cancellation);
            }
            catch (PortUnavailableException)
            {
                await Task.Delay(LookEvery, time, cancellation);
            }
        }
    }

    /// <summary>Also for destinations that nobody has in a file any more.</summary>
    private async Task ExpireAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await role.TakeAsync(cancellation))
            await deliveries.ExpireAsync(now - file.Retry.Within, now, cancellation);
        instruments.See(await deliveries.CountOpenAsync(cancellation));
    }

    private async Task TellAsync(CancellationToken cancellation)
    {
        while (await outbox.ReadPendingAsync(PageSize, cancellation) is { Count: > 0 } page && await role.TakeAsync(cancellation))
        {
            foreach (var pending in page)
            {
                var notice = Read(pending);
                if (notice is not null)
                    say($"{pending.Time.ToLocalTime():HH:mm:ss} {pending.Message.RolloutId}: {notice.Sentence}");
                if (!await deliveries.HandOnAsync(pending.Id, notice is null ? [] : NoticeRoute.Destinations(file.Routes, notice), time.GetUtcNow(), cancellation))
                    break;
            }

            foreach (var courier in couriers)
                courier.Wake();
        }
    }

    /// <summary>Null for one that cannot be read: it would hold up all others for ever.</summary>
    private NoticeBody? Read(PendingMessage pending)
    {
        try
        {
            return NoticeBody.Read(pending.Message.Json);
        }
        catch (JsonException fault)
        {
            LogUnreadable(pending.Message.Key, fault.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Notice {Key} cannot be read and is told to nobody: {Reason}")]
    private partial void LogUnreadable(string key, string reason);
}
