using System.Runtime.InteropServices;

namespace Slipway.Bench.Running;

/// <summary>What the base library cannot send.</summary>
public static partial class Signals
{
    private const int Sigkill = 9;
    private const int Sigterm = 15;
    private const int Sigcont = 18;
    private const int Sigstop = 19;

    /// <summary>Asks a process to end. Without effect when it is gone.</summary>
    public static void Terminate(int processId) => _ = Send(processId, Sigterm);

    /// <summary>Ends a process. Without effect when it is gone.</summary>
    public static void Kill(int processId) => _ = Send(processId, Sigkill);

    /// <summary>Stops a process where it is, as a machine that hangs would, until <see cref="Continue"/>.</summary>
    public static void Freeze(int processId) => _ = Send(processId, Sigstop);

    /// <summary>Lets a process go on. Without effect when it was not stopped.</summary>
    public static void Continue(int processId) => _ = Send(processId, Sigcont);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int processId, int signal);
}
