using System.Diagnostics;
using Xunit;

namespace Slipway.Testing;

/// <summary>A server that a test starts for itself, with a folder of its own below the temporary one: both go when this is disposed of.</summary>
public sealed class StartedProgram : IAsyncDisposable
{
    private const int KeptLines = 20;
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Queue<string> _said = new();
    private readonly DirectoryInfo _folder;
    private Process? _process;

    /// <summary>Skips the test where the program is not installed.</summary>
    public StartedProgram(string path)
    {
        Assert.SkipUnless(File.Exists(path), $"No {System.IO.Path.GetFileName(path)} is installed: run eng/real-parts.sh test");
        Path = path;
        _folder = Directory.CreateTempSubdirectory("slipway-program-");
    }

    public string Path { get; }

    public string Folder => _folder.FullName;

    /// <summary>Starts it; returns once <paramref name="ready"/> says so. A refused connection is a no.</summary>
    public async Task StartAsync(IEnumerable<string> arguments, Func<CancellationToken, Task<bool>> ready, CancellationToken cancellation)
    {
        _process = Process.Start(new ProcessStartInfo(Path, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        var began = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync(ready, cancellation))
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(began) > StartWithin)
            {
                await DisposeAsync();
                throw new InvalidOperationException($"{Path} did not start: {Said()}");
            }

            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private static async Task<bool> AnswersAsync(Func<CancellationToken, Task<bool>> ready, CancellationToken cancellation)
    {
        try
        {
            return await ready(cancellation);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_said)
        {
            _said.Enqueue(line);
            if (_said.Count > KeptLines)
                _said.Dequeue();
        }
    }

    private string Said()
    {
        lock (_said)
            return string.Join('\n', _said);
    }
}
