namespace Slipway.Local.Gateway.Supervision;

/// <summary>A process to be started so that it outlives the one that starts it.</summary>
/// <param name="Arguments">After the program's own path: <c>gateway --server …</c>.</param>
/// <param name="LogFile">Takes its standard output and error.</param>
public sealed record GatewayLaunch(
    IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment, string LogFile)
{
    /// <summary>
    /// How a gateway wants the runtime to be, by environment variables that only a process's start can set. Answers are
    /// worked off on the thread that the system woke for them, which saves a hand-over each (a fifth of the time that a
    /// request costs); nothing in a gateway blocks. Collections are rare and not on a thread of their own.
    /// </summary>
    public static IReadOnlyDictionary<string, string> RuntimeSettings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1",
        ["DOTNET_TieredPGO"] = "1",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_GCgen0size"] = "0x2000000",
    };
}
