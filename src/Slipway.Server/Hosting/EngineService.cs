using Microsoft.Extensions.Hosting;
using Slipway.Core.Engine;

namespace Slipway.Server.Hosting;

/// <summary>Runs the engine for as long as the server.</summary>
internal sealed class EngineService(RolloutEngine engine) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => engine.RunAsync(stoppingToken);
}
