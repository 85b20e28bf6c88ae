using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Core.Engine;
using Slipway.Core.Ports;

namespace Slipway.Server.Hosting;

/// <summary>Runs the engine for as long as the server, and takes leave of the other servers at the end.</summary>
internal sealed partial class EngineService(RolloutEngine engine, TimeProvider time, ILogger<EngineService> logger) : BackgroundService
{
    /// <summary>Without a word, the others wait for the leases to run out: not much longer.</summary>
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await engine.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // As asked.
        }

        if (stoppingToken.IsCancellationRequested)
        {
            using var within = new CancellationTokenSource(LeaveWithin, time);
            await LeaveAsync(within.Token);
        }
    }

    private async Task LeaveAsync(CancellationToken cancellation)
    {
        try
        {
            await engine.LeaveAsync(cancellation);
        }
        catch (Exception e) when (e is PortUnavailableException or OperationCanceledException)
        {
            LogNoLeave(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Other servers were not told that this one stops; they take over when its leases run out: {Reason}")]
    private partial void LogNoLeave(string reason);
}
