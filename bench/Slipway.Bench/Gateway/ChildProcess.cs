using System.Diagnostics;

namespace Slipway.Bench.Gateway;

/// <summary>A program that runs as long as a measurement needs it.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int StopMilliseconds = 5000;

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    /// <summary>Its output is dropped.</summary>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var process = Launch(program, arguments, environment);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProcess(process);
    }

    /// <summary>Waits for its end and returns what it printed.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Launch(program, arguments, environment: null);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? output
            : throw new BenchFailedException($"{program} ended with {process.ExitCode}: {await process.StandardError.ReadToEndAsync(cancellation)}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit(StopMilliseconds);
        _process.Dispose();
    }

    private static Process Launch(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new BenchFailedException($"{program} cannot be started ({missing.Message}); the Debian packages haproxy, nginx and wrk are needed");
        }
    }
}
