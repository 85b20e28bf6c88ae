using System.Runtime.InteropServices;

namespace Slipway.Bench.Running;

/// <summary>What the base library cannot send.</summary>
public static partial class Signals
{
    private const int Sigkill = 9;
    private const int Sigterm = 15;

    /// <summary>Asks a process to end. Without effect when it is gone.</summary>
    public static void Terminate(int processId) => _ = Send(processId, Sigterm);

    /// <summary>Ends a process. Without effect when it is gone.</summary>
    public static void Kill(int processId) => _ = Send(processId, Sigkill);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int processId, int signal);
}
