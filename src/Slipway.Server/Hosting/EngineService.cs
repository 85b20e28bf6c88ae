using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Core.Engine;
using Slipway.Core.Ports;

namespace Slipway.Server.Hosting;

/// <summary>Runs the engine for as long as the server. At an orderly stop its rollouts are free for other servers at once.</summary>
internal sealed partial class EngineService(
    RolloutEngine engine, ILeases leases, ServerNote server, TimeProvider time, ILogger<EngineService> logger) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // After so long the leases end by themselves.
        using var within = new CancellationTokenSource(RolloutEngine.LeaseTerm, time);
        try
        {
            await leases.LeaveAsync(server.Id, within.Token);
        }
        catch (Exception e) when (e is PortUnavailableException or OperationCanceledException)
        {
            LogNotLeft(e.Message);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => engine.RunAsync(stoppingToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Other servers take over when the leases have ended, not at once: {Reason}")]
    private partial void LogNotLeft(string reason);
}
