using Microsoft.Extensions.Logging;
using Slipway.Local.Keeping;

namespace Slipway.Local.Processes;

/// <summary>What all slots of a target share.</summary>
/// <param name="Term">Under which every change is made.</param>
/// <param name="Inherited">The server's own environment, which instances get below their own.</param>
internal sealed record ProcessesRuntime(
    KeeperTerm Term, DataFolder Folder, ProcessLauncher Launcher, PortTable Ports, Prober Prober,
    IReadOnlyDictionary<string, string> Inherited, TimeProvider Time, ILogger Logger);
