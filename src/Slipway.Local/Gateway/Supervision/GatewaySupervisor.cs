using System.Collections.Concurrent;
using Slipway.Core.Values;
using Slipway.Local.Gateway.Hub;

namespace Slipway.Local.Gateway.Supervision;

/// <summary>
/// Keeps one gateway process running on this machine for each environment that has a route. It finds those that an earlier
/// control plane started, and leaves them running when it ends.
/// </summary>
/// <param name="launch">Starts a process that outlives this one, and returns its id.</param>
public sealed class GatewaySupervisor(GatewayHub hub, Uri server, string dataDirectory, Func<GatewayLaunch, int> launch, TimeProvider time)
{
    /// <summary>How long a gateway can be gone before it is noticed.</summary>
    public const int LookMilliseconds = 50;

    private readonly ConcurrentDictionary<EnvironmentKey, GatewayWatch> _watches = new();

    /// <summary>Why an environment's gateway does not run, for a person; null when it does.</summary>
    public string? Error(EnvironmentKey environment) => _watches.GetValueOrDefault(environment)?.Error;

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            foreach (var environment in hub.Routed)
                _watches.GetOrAdd(environment, key => new GatewayWatch(key, dataDirectory, launch, time)).Look(server);
            await Task.Delay(TimeSpan.FromMilliseconds(LookMilliseconds), time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
