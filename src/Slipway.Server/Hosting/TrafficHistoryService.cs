using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Core.Engine;
using Slipway.Core.Ports;

namespace Slipway.Server.Hosting;

/// <summary>Keeps the history of the environments' traffic. Of several servers one does.</summary>
internal sealed partial class TrafficHistoryService(
    TrafficRecorder recorder, ILeases leases, ServerNote server, TimeProvider time, ILogger<TrafficHistoryService> logger) : BackgroundService
{
    private const string Role = "traffic-history";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FoldEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (folded, failing) = (time.GetTimestamp(), false);
        while (true)
        {
            await Task.Delay(Every, time, stoppingToken);
            try
            {
                if (await leases.TakeAsync(Role, server.Id, stoppingToken) is null)
                {
                    recorder.Forget();
                    continue;
                }

                await recorder.RecordAsync(stoppingToken);
                failing = false;
                if (time.GetElapsedTime(folded) < FoldEvery)
                    continue;
                await recorder.FoldAsync(stoppingToken);
                folded = time.GetTimestamp();
            }
            catch (PortUnavailableException fault)
            {
                // Once: the store's own health says the rest.
                if (!failing)
                    LogFault(fault.Message);
                failing = true;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The traffic of the environments is not recorded: {Reason}")]
    private partial void LogFault(string reason);
}
