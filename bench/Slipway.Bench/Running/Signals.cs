using System.Diagnostics;
using System.Globalization;

namespace Slipway.Bench.Running;

/// <summary>What <see cref="Process"/> cannot send.</summary>
public static class Signals
{
    public const string Terminate = "-TERM";
    public const string Kill = "-KILL";

    /// <summary>Without effect when the process is gone.</summary>
    public static void Send(string signal, int processId)
    {
        using var kill = Process.Start(
            new ProcessStartInfo("kill", [signal, processId.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false, RedirectStandardError = true });
        kill?.WaitForExit();
    }
}
