using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep;
using Slipway.Storage;

namespace Slipway.Server.Hosting;

/// <summary>Removes what is old, a few times a day. Of several servers one does.</summary>
internal sealed partial class RetentionService(
    RetentionOptions options, IStore store, ServerNote server, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    private const string Role = "retention";

    private static readonly TimeSpan Every = TimeSpan.FromHours(6);

    /// <summary>A start is busy enough, and a server that is restarted again and again has other worries.</summary>
    private static readonly TimeSpan After = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var rest = After; ; rest = Every)
        {
            await Task.Delay(rest, time, stoppingToken);
            try
            {
                if (await store.TakeAsync(Role, server.Id, stoppingToken) is not null)
                    await PruneAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is PortUnavailableException or ChainBrokenException or StreamConflictException)
            {
                LogFault(fault.Message);
            }
        }
    }

    private async Task PruneAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var pruner = new Pruner(store, store, time);
        var plan = await pruner.PlanAsync(now - options.Keep, cancellation);
        await pruner.PruneAsync(plan, Archive(plan), _ => { }, cancellation);
        await pruner.PruneNoticesAsync(now - options.Keep, cancellation);
        await pruner.PruneEvidenceAsync(now - options.KeepEvidence, cancellation);
        if (plan.HeldBy is { } rollout)
            LogHeld(plan.Through.Position, rollout);
    }

    /// <summary>Null also where these events were archived before a removal that was broken off: an archive is there as a whole or not at all.</summary>
    private EventArchive? Archive(PrunePlan plan)
    {
        if (options.Archive is null)
            return null;
        var name = string.Create(CultureInfo.InvariantCulture, $"events-{plan.From.Position + 1:D12}-{plan.Through.Position:D12}{EventArchive.Extension}");
        var path = Path.Combine(options.Archive, name);
        return File.Exists(path) ? null : new EventArchive(path);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Old events were not removed: {Reason}")]
    private partial void LogFault(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing younger than event {Position} can be removed: it is held by {Rollout}")]
    private partial void LogHeld(long position, string rollout);
}
