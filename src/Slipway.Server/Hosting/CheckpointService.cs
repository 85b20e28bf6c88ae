using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep;
using Slipway.Storage;
using Slipway.Storage.Signing;

namespace Slipway.Server.Hosting;

/// <summary>
/// Signs the head of the chain when something has happened, by the key of its data folder. Of several servers each does:
/// a server is a witness, and several are better than one.
/// </summary>
internal sealed partial class CheckpointService(ServerOptions options, IStore store, TimeProvider time, ILogger<CheckpointService> logger) : BackgroundService
{
    /// <summary>A start is busy enough.</summary>
    private static readonly TimeSpan After = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var rest = After < options.CheckpointEvery ? After : options.CheckpointEvery; ; rest = options.CheckpointEvery)
        {
            await Task.Delay(rest, time, stoppingToken);
            try
            {
                await SignAsync(stoppingToken);
            }
            catch (ChainBrokenException broken)
            {
                LogBroken(broken.Fault.Message);
            }
            catch (Exception fault) when (fault is PortUnavailableException or InvalidDataException or IOException or UnauthorizedAccessException or CryptographicException)
            {
                LogFault(fault.Message);
            }
        }
    }

    private async Task SignAsync(CancellationToken cancellation)
    {
        var (key, file) = (AuditKey.LoadOrMake(options.DataDirectory), new CheckpointFile(Path.Combine(options.DataDirectory, CheckpointFile.FileName)));
        var last = (await file.ReadAsync(cancellation)).LastOrDefault(one => one.Key == key.Key);
        if (await new CheckpointMaker(store, store, key, time).MakeAsync(last, cancellation) is not { } made)
            return;
        await file.AppendAsync(made, time, cancellation);
        LogSigned(made.Position, made.Hash.ToString());
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The record is not as it was written, and no checkpoint is signed any more: {Reason}. Stop, keep a copy, and run `slipway audit verify`")]
    private partial void LogBroken(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "No checkpoint was signed: {Reason}")]
    private partial void LogFault(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Checkpoint signed at event {Position}, {Hash}")]
    private partial void LogSigned(long position, string hash);
}
