using Microsoft.Extensions.Logging;
using Slipway.Core.Engine;
using Slipway.Local.Processes;

namespace Slipway.Local.Keeping;

/// <summary>What a keeper works with, the same from term to term.</summary>
/// <param name="Folder">Absolute path of the data folder.</param>
/// <param name="Launcher">The process's only one: what it started in an earlier term, it reaps in a later one.</param>
/// <param name="Program">Absolute path of the program whose verb <c>gateway</c> is one.</param>
/// <param name="Server">This server, as its gateways reach it.</param>
/// <param name="StartsGateways">False where the gateways are run by hand.</param>
/// <param name="PeerKeyFile">The key that gateways send, absolute; null: the one in the data folder.</param>
public sealed record KeeperSetup(
    string Folder, ProcessLauncher Launcher, Places Places, string Program, Uri Server, bool StartsGateways, TimeProvider Time, ILoggerFactory Loggers,
    string? PeerKeyFile = null);
