using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using Slipway.Core.Specs.Model;

namespace Slipway.Local.Processes;

/// <summary>Puts one question to one instance. Never throws for what the instance does; only for the caller's cancel.</summary>
internal sealed class Prober : IDisposable
{
    private const int MaxAtOnce = 64;
    private const int MaxDetailLength = 300;
    private const string Host = "127.0.0.1";

    private readonly SemaphoreSlim _places = new(MaxAtOnce);
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public Prober(TimeProvider time)
    {
        _time = time;
        // A redirect is an answer, not to be followed.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        // A new connection for each question: one that is kept open proves nothing about new ones,
        // occupies a server that serves one at a time, and delays a graceful end.
        _http.DefaultRequestHeaders.ConnectionClose = true;
    }

    /// <param name="plan">Working directory and environment of the instance, for commands.</param>
    public async Task<ProbeAnswer> AskAsync(
        ProbeSpec probe, int port, Placeholders placeholders, LaunchPlan plan, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        using var timeout = new CancellationTokenSource(probe.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return probe switch
            {
                { Http: { } path } => await HttpAsync(path, port, either.Token),
                { Command: { } command } => await CommandAsync([.. command.Select(placeholders.Fill)], plan, either.Token),
                _ => await TcpAsync(port, either.Token),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProbeAnswer(false, $"{Name(probe)}: no answer within {probe.Timeout.TotalSeconds:0.###} s");
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or IOException or Win32Exception or UriFormatException)
        {
            return new ProbeAnswer(false, $"{Name(probe)}: {error.GetBaseException().Message}");
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Questions under way end as unanswered.</summary>
    public void Dispose() => _http.Dispose();

    private static string Name(ProbeSpec probe) => probe switch
    {
        { Http: { } path } => $"GET {path}",
        { Command: [var program, ..] } => program,
        _ => "connect",
    };

    private async Task<ProbeAnswer> HttpAsync(string path, int port, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(
            new Uri($"http://{Host}:{port}{path}"), HttpCompletionOption.ResponseHeadersRead, cancellation);
        var status = (int)answer.StatusCode;
        return new ProbeAnswer(status is >= 200 and <= 399, $"GET {path}: {status}");
    }

    private static async Task<ProbeAnswer> TcpAsync(int port, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Host, port, cancellation);
        return new ProbeAnswer(true, $"connect: port {port} is open");
    }

    private static async Task<ProbeAnswer> CommandAsync(IReadOnlyList<string> command, LaunchPlan plan, CancellationToken cancellation)
    {
        var program = ProgramLookup.Find(command[0], plan.WorkingDirectory, plan.Environment);
        if (program is null)
            return new ProbeAnswer(false, ProgramLookup.Explain(command[0], plan.WorkingDirectory));

        var start = new ProcessStartInfo(program, command.Skip(1))
        {
            UseShellExecute = false,
            WorkingDirectory = plan.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        // Without the instance's token: the command is no part of it.
        foreach (var (name, value) in plan.Environment.Where(pair => pair.Key != LaunchPlan.TokenVariable))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var output = LastLineAsync(process.StandardOutput, cancellation);
            var error = LastLineAsync(process.StandardError, cancellation);
            await process.WaitForExitAsync(cancellation);
            var said = await error is { Length: > 0 } line ? line : await output;
            return new ProbeAnswer(process.ExitCode == 0, $"{command[0]}: exit code {process.ExitCode}{(said.Length > 0 ? $", {said}" : "")}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> LastLineAsync(StreamReader reader, CancellationToken cancellation)
    {
        // In pieces of bounded size: a command may print without end and without a line's end.
        var piece = new char[MaxDetailLength];
        var tail = "";
        while (await reader.ReadAsync(piece, cancellation) is > 0 and var read)
        {
            tail += new string(piece, 0, read);
            tail = tail[Math.Max(0, tail.Length - MaxDetailLength)..];
        }
        return tail.TrimEnd().Split('\n')[^1];
    }
}
