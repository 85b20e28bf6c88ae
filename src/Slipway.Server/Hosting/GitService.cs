using Microsoft.Extensions.Hosting;
using Slipway.Core.Engine.Git;

namespace Slipway.Server.Hosting;

/// <summary>Follows repositories side by side for as long as the server runs.</summary>
internal sealed class GitService(IReadOnlyList<GitPatrol> patrols) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(patrols.Select(patrol => patrol.RunAsync(stoppingToken)));
}
