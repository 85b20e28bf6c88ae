using System.Diagnostics;
using System.Text;
using Shouldly;

namespace Slipway.Server.Tests.EndToEnd.Rig;

/// <summary>One life of <c>slipway serve</c>.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private const string ListensMark = "slipway listens on";

    private readonly StringBuilder _printed = new();
    private readonly TaskCompletionSource _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private bool _isGone;

    private RunningServer(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Exited += (_, _) => _listens.TrySetException(new InvalidOperationException("The server ended before it listened"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Pid => _process.Id;

    /// <summary>All that it printed so far, on either stream.</summary>
    public string Printed
    {
        get
        {
            lock (_printed)
                return _printed.ToString();
        }
    }

    /// <summary>Returns once it listens.</summary>
    public static async Task<RunningServer> StartAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        var server = new RunningServer(start);
        try
        {
            await server._listens.Task.WaitAsync(Poll.Patience, TimeProvider.System, cancellation);
            return server;
        }
        catch (Exception e)
        {
            await server.KillAsync();
            throw new InvalidOperationException($"slipway serve: {server.Printed}", e);
        }
    }

    /// <summary>As a machine would: SIGKILL, to this process alone.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>As a person would: SIGTERM.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        using var kill = Process.Start(new ProcessStartInfo("sh", ["-c", $"kill -TERM {Pid}"]) { UseShellExecute = false })!;
        await kill.WaitForExitAsync(cancellation);
        await _process.WaitForExitAsync(cancellation).WaitAsync(Poll.Patience, TimeProvider.System, cancellation);
        _process.ExitCode.ShouldBe(0, Printed);
    }

    /// <summary>Also a second time: one that was killed is disposed of again when the next one did not start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isGone)
            return;
        _isGone = true;
        await KillAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_printed)
            _printed.AppendLine(line);
        if (line.StartsWith(ListensMark, StringComparison.Ordinal))
            _listens.TrySetResult();
    }
}
