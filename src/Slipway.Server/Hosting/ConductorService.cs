using Microsoft.Extensions.Hosting;
using Slipway.Core.Engine;

namespace Slipway.Server.Hosting;

/// <summary>Goes on with release trains and follows promotions for as long as the server runs.</summary>
internal sealed class ConductorService(Conductor conductor) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => conductor.RunAsync(stoppingToken);
}
