using System.Collections.Concurrent;
using Slipway.Core.Values;
using Slipway.Local.Gateway.Hub;
using Slipway.Local.Keeping;
using Slipway.Local.Processes;

namespace Slipway.Local.Gateway.Supervision;

/// <summary>
/// Keeps one gateway process running on this machine for each environment that has a route. It finds those that an earlier
/// control plane started, tells the hub of those that end, and leaves them running when it ends itself.
/// </summary>
/// <param name="program">Absolute path of the program whose verb <c>gateway</c> is one.</param>
/// <param name="server">The control plane, as its gateways reach it.</param>
/// <param name="peerKeyFile">The key that gateways send, absolute; null: the one in the data folder.</param>
public sealed class GatewaySupervisor(
    KeeperTerm term, GatewayHub hub, ProcessLauncher launcher, string program, Uri server, TimeProvider time,
    string? peerKeyFile = null)
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
                _watches.GetOrAdd(environment, Watch).Look();
            await Task.Delay(TimeSpan.FromMilliseconds(LookMilliseconds), time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private GatewayWatch Watch(EnvironmentKey environment)
    {
        var paths = new GatewayPaths(term.Folder, environment);

        // For the one that an earlier control plane, which may have listened elsewhere, left running.
        ControlPlaneAddress.Note(paths, server, term);
        string[] command =
        [
            program, "gateway", "--server", server.ToString(), "--app", environment.App, "--environment", environment.Environment,
            "--data", Path.GetFullPath(term.Folder), .. peerKeyFile is null ? [] : (string[])["--peer-key-file", peerKeyFile],
        ];
        return new GatewayWatch(environment, command, paths, term, hub, launcher, time);
    }
}
