using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Slipway.Core.Ports;

namespace Slipway.Kubernetes.Targets.Packages;

/// <summary>
/// A program that Slipway drives: an argument list and never a shell, no input, a limit of time, and of what it writes no more than
/// so much. When its time is over, or nobody wants it any more, it is ended with all that it started.
/// </summary>
internal sealed class BoundedProgram(TimeProvider time)
{
    private const int MaxOutputCharacters = 16 * 1024 * 1024;
    private const int MaxToldCharacters = 1000;
    private const int BufferCharacters = 16 * 1024;

    /// <summary>Runs it to its end.</summary>
    /// <param name="environment">Variables that it gets beside those of this process; a null removes one.</param>
    /// <exception cref="PortUnavailableException">It cannot be started, took too long, or wrote too much.</exception>
    public async Task<ProgramEnd> RunAsync(
        string program, IReadOnlyList<string> arguments, TimeSpan within, CancellationToken cancellation, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            return await FinishAsync(process, Path.GetFileName(program), within, cancellation);
        }
        catch (Win32Exception missing)
        {
            throw new PortUnavailableException($"{program} cannot be started: {missing.Message}; install it where Slipway runs, and put it on its PATH");
        }
    }

    /// <summary>Whether a program of this name is on the PATH.</summary>
    public static bool IsThere(string program) => program.Contains('/', StringComparison.Ordinal)
        ? File.Exists(program)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));

    private async Task<ProgramEnd> FinishAsync(Process process, string name, TimeSpan within, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            var output = ReadAsync(process.StandardOutput, either.Token);
            var errors = ReadAsync(process.StandardError, either.Token);
            await process.WaitForExitAsync(either.Token);
            var (written, told) = (await output, await errors);
            return written.Length < MaxOutputCharacters
                ? new ProgramEnd(process.ExitCode, written, Last(told))
                : throw new PortUnavailableException($"{name} wrote more than {MaxOutputCharacters / 1024 / 1024} MiB");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new PortUnavailableException($"{name} took longer than {within.TotalSeconds:0} s and was ended", outcomeUnknown: true);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Reads to the end, so that the program never waits for a reader; keeps the beginning.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new char[BufferCharacters];
        for (int count; (count = await reader.ReadAsync(buffer, cancellation)) > 0;)
            text.Append(buffer, 0, Math.Min(count, MaxOutputCharacters - text.Length));
        return text.ToString();
    }

    /// <summary>The last lines of its complaints: the first ones are often warnings.</summary>
    private static string Last(string text)
    {
        var line = string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith("WARNING:", StringComparison.Ordinal)).TakeLast(5));
        return line.Length <= MaxToldCharacters ? line : line[..MaxToldCharacters] + "…";
    }
}
