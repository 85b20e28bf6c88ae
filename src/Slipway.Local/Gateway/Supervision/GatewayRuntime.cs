using System.Collections;

namespace Slipway.Local.Gateway.Supervision;

/// <summary>How a gateway wants the runtime to be: environment variables that only a process's start can set.</summary>
public static class GatewayRuntime
{
    /// <summary>
    /// Answers are worked off on the thread that the system woke for them, which saves a hand-over each (a fifth of the time
    /// that a request costs); nothing in a gateway blocks. Collections are rare and not on a thread of their own.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1",
        ["DOTNET_TieredPGO"] = "1",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_GCgen0size"] = "0x2000000",
    };

    /// <summary>All variables for a gateway: those of this process, and the settings over them.</summary>
    public static IReadOnlyDictionary<string, string> Variables()
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);
        foreach (var (name, value) in Settings)
            variables[name] = value;
        return variables;
    }
}
