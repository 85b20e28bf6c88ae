using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Core.Ports;
using Slipway.Local.Keeping;

namespace Slipway.Server.Hosting;

/// <summary>
/// Contends for the data folder for as long as the server lives. The last of the services to stop: the engine leaves the store
/// before it, and with that the folder too is free for others.
/// </summary>
internal sealed partial class KeeperService(
    Keeper keeper, ServerFile file, TimeProvider time, ILogger<KeeperService> logger, Action<string> say) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Looks between two at the server file.</summary>
    private const int FileEvery = 8;

    private KeeperOffice? _told = keeper.Office;

    /// <summary>Processes and gateways run on.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await keeper.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var look = 1; !stoppingToken.IsCancellationRequested; look++)
        {
            await Task.Delay(LookEvery, time, stoppingToken);
            try
            {
                await keeper.LookAsync(stoppingToken);
                if (keeper.Office != _told || look % FileEvery == 0)
                    await file.KeepAsync(keeper.Office, stoppingToken);
                Tell();
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or PortUnavailableException)
            {
                LogFault(e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogBug(e);
            }
        }
    }

    private void Tell()
    {
        var office = keeper.Office;
        if (office is null != _told is null)
            say(office is null ? "another server keeps the processes now; this one goes on with its rollouts" : "this server keeps the processes now");
        _told = office;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The processes cannot be kept by this server now: {Reason}")]
    private partial void LogFault(string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A fault of this program while it contended for the data folder; trying again")]
    private partial void LogBug(Exception fault);
}
