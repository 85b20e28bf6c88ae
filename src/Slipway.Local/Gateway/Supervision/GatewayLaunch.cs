namespace Slipway.Local.Gateway.Supervision;

/// <summary>A process to be started so that it outlives the one that starts it.</summary>
/// <param name="Arguments">After the program's own path: <c>gateway --server …</c>.</param>
/// <param name="LogFile">Takes its standard output and error.</param>
public sealed record GatewayLaunch(
    IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment, string LogFile);
