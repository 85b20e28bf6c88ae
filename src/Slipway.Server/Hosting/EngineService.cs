using Microsoft.Extensions.Hosting;
using Slipway.Core.Engine;

namespace Slipway.Server.Hosting;

/// <summary>Runs the engine for as long as the server.</summary>
internal sealed class EngineService(RolloutEngine engine) : BackgroundService
{
    /// <summary>An SQLite store has one server at a time: what an earlier one left behind is taken over at once.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => engine.RunAsync(alone: true, stoppingToken);
}
