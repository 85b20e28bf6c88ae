using System.Diagnostics;
using System.Security.Cryptography;

namespace Slipway.Testing.Kubernetes;

/// <summary>
/// Programs that run in the background with their files in one new folder below the temporary one. They end and the folder goes
/// when this is disposed of, and also when this process is killed.
/// </summary>
internal sealed class ProgramFolder : IAsyncDisposable
{
    private const int StartSeconds = 120;
    private const int PollMilliseconds = 25;
    private const int NameCharacters = 16;
    private const int LogCharacters = 4000;

    private readonly Process _guard;
    private readonly Dictionary<string, Process> _processes = new(StringComparer.Ordinal);

    /// <param name="prefix">Of the folder's name.</param>
    public ProgramFolder(string prefix)
    {
        Folder = Path.Combine(Path.GetTempPath(), $"{prefix}-{RandomNumberGenerator.GetHexString(NameCharacters, lowercase: true)}");
        Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Its input ends with this process, however that ends. Ctrl-C goes to the whole group: it must outlive that too.
        // What is killed may write for a moment longer, so the folder can need a second try.
        _guard = Start("sh", [
            "-c",
            """trap '' INT TERM HUP; read -r _; for f in "$1"/*.pid; do kill -9 "$(cat "$f")" 2>/dev/null; done; rm -rf "$1" 2>/dev/null || { sleep 1; rm -rf "$1" 2>/dev/null; }""",
            "guard", Folder,
        ]);
    }

    public string Folder { get; }

    /// <summary>Where a file of that name is, or will be.</summary>
    public string this[string file] => Path.Combine(Folder, file);

    /// <param name="program">Its path; the last part is its name here.</param>
    public void Run(string program, IReadOnlyList<string> arguments)
    {
        var name = Path.GetFileName(program);
        _processes[name] = Start(
            "sh", ["-c", """echo $$ >"$PID"; exec "$0" "$@" >>"$LOG" 2>&1""", program, .. arguments], ("PID", this[$"{name}.pid"]), ("LOG", this[$"{name}.log"]));
    }

    public bool HasEnded(string name) => _processes[name].HasExited;

    /// <summary>Ends a program as a crash does. Nothing happens if it does not run.</summary>
    public async Task StopAsync(string name, CancellationToken cancellation)
    {
        if (!_processes.Remove(name, out var process))
            return;
        process.Kill();
        await process.WaitForExitAsync(cancellation);
        process.Dispose();
        // Its number may be another's by now: the guard must not find it.
        File.Delete(this[$"{name}.pid"]);
    }

    /// <summary>Waits until a program is as it should be; false if it ended instead.</summary>
    /// <param name="there">That it cannot be reached counts as not yet.</param>
    /// <exception cref="InvalidOperationException">It takes too long; with the end of the log.</exception>
    public async Task<bool> UntilAsync(string name, Func<Task<bool>> there, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!HasEnded(name))
        {
            try
            {
                if (await there())
                    return true;
            }
            catch (HttpRequestException)
            {
                // It does not answer yet.
            }

            if (TimeProvider.System.GetElapsedTime(began).TotalSeconds > StartSeconds)
                throw Failure(name);
            await Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), TimeProvider.System, cancellation);
        }

        return false;
    }

    /// <summary>That a program does not start, with the end of its log.</summary>
    public InvalidOperationException Failure(string name)
    {
        var log = File.Exists(this[$"{name}.log"]) ? File.ReadAllText(this[$"{name}.log"]) : "";
        return new InvalidOperationException($"{name} does not start: {log[^Math.Min(log.Length, LogCharacters)..]}");
    }

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
        foreach (var process in _processes.Values)
            process.Dispose();
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
