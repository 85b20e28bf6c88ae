using System.Diagnostics;

namespace Slipway.Bench.Chaos.World;

/// <summary>The interpreter itself: a shim in front of it would be a process of its own, with the instance's variables.</summary>
public static class Python
{
    /// <exception cref="BenchFailedException">There is none.</exception>
    public static async Task<string> FindAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("python3", ["-c", "import os, sys; print(os.path.realpath(sys.executable))"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var path = (await process.StandardOutput.ReadToEndAsync(cancellation)).Trim();
            await process.WaitForExitAsync(cancellation);
            return File.Exists(path) ? path : throw new BenchFailedException($"python3 says that it is {path}, and there is no such file");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new BenchFailedException($"the sample service needs python3, and there is none on the PATH ({missing.Message}): apt-get install python3");
        }
    }
}
