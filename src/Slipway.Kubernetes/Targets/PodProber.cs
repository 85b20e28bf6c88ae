using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Client.Http;

namespace Slipway.Kubernetes.Targets;

/// <summary>
/// Puts a question to a pod: at its own address where that can be reached from here, else through the API server.
/// Never throws for what the pod does; only for the caller's cancel.
/// </summary>
/// <param name="reach">How the host of a pod's address is reached from here.</param>
internal sealed class PodProber(TimeProvider time, Func<string, string> reach)
{
    private const int MaxDetailLength = 300;

    /// <summary>Of the whole time, the part in which a pod's own address must take a connection; then the other way is tried.</summary>
    private const double DirectShare = 0.5;

    /// <summary>Lives as long as the program, and keeps no connection: one that is kept open proves nothing about new ones.</summary>
    private readonly HttpClient _http = NewClient();

    /// <param name="port">Null where the container has none.</param>
    public async Task<PodAnswer> AskAsync(KubeClient client, KubeObject pod, string? port, ProbeSpec probe, CancellationToken cancellation)
    {
        if (pod.Text("status", "podIP") is not { Length: > 0 } ip)
            return new PodAnswer(false, "the pod has no address");
        if (port is null)
            return new PodAnswer(false, "the container has no port: name it under 'port'");
        using var late = new CancellationTokenSource(probe.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return probe.Command is { Count: > 0 } command
                ? await CommandAsync([.. command.Select(part => part.Replace("{port}", port, StringComparison.Ordinal).Replace("{host}", reach(ip), StringComparison.Ordinal))], either.Token)
                : await OverNetworkAsync(client, pod, reach(ip), port, probe, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new PodAnswer(false, $"{Name(probe)}: no answer within {probe.Timeout.TotalSeconds:0.###} s");
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or IOException or Win32Exception or UriFormatException)
        {
            return new PodAnswer(false, $"{Name(probe)}: {error.GetBaseException().Message}");
        }
        catch (KubeException error)
        {
            return new PodAnswer(false, $"{Name(probe)}: {error.Message}");
        }
    }

    private async Task<PodAnswer> OverNetworkAsync(KubeClient client, KubeObject pod, string host, string port, ProbeSpec probe, CancellationToken cancellation)
    {
        if (!await IsReachableAsync(host, port, probe.Timeout * DirectShare, cancellation))
            return await ThroughServerAsync(client, pod, port, probe.Http ?? "/", probe, cancellation);
        if (probe.Http is not { } path)
            return new PodAnswer(true, $"connect: port {port} is open");
        using var answer = await _http.GetAsync(new Uri($"http://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}{path}"), HttpCompletionOption.ResponseHeadersRead, cancellation);
        return Judge(path, (int)answer.StatusCode);
    }

    private async Task<bool> IsReachableAsync(string host, string port, TimeSpan within, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, int.Parse(port, CultureInfo.InvariantCulture), either.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>An answer of the pod and one of the server about it look alike, but for what the server says when it does not reach the pod.</summary>
    private static async Task<PodAnswer> ThroughServerAsync(KubeClient client, KubeObject pod, string port, string path, ProbeSpec probe, CancellationToken cancellation)
    {
        var call = new ApiCall("get", HttpMethod.Get, $"api/v1/namespaces/{pod.Namespace}/pods/{pod.Name}:{port}/proxy{path}") { IsRead = true };
        try
        {
            using var answer = await client.Connection.OpenAsync(call, cancellation);
            return probe.Http is null ? new PodAnswer(true, $"connect: port {port} is open") : Judge(path, (int)answer.StatusCode);
        }
        catch (KubeException refused) when (refused.Status > 0 && !refused.Message.Contains("error trying to reach service", StringComparison.Ordinal) && refused.Status is not (401 or 403))
        {
            return probe.Http is null ? new PodAnswer(true, $"connect: port {port} is open") : Judge(path, refused.Status);
        }
    }

    private static async Task<PodAnswer> CommandAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var (output, error) = (TailAsync(process.StandardOutput, cancellation), TailAsync(process.StandardError, cancellation));
            await process.WaitForExitAsync(cancellation);
            var said = await error is { Length: > 0 } line ? line : await output;
            return new PodAnswer(process.ExitCode == 0, $"{command[0]}: exit code {process.ExitCode}{(said.Length > 0 ? $", {said}" : "")}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> TailAsync(StreamReader reader, CancellationToken cancellation)
    {
        // In pieces of bounded size: a command may print without end and without a line's end.
        var (piece, tail) = (new char[MaxDetailLength], "");
        while (await reader.ReadAsync(piece, cancellation) is > 0 and var read)
        {
            tail += new string(piece, 0, read);
            tail = tail[Math.Max(0, tail.Length - MaxDetailLength)..];
        }

        return tail.TrimEnd().Split('\n')[^1];
    }

    private static PodAnswer Judge(string path, int status) => new(status is >= 200 and <= 399, $"GET {path}: {status}");

    private static string Name(ProbeSpec probe) => probe switch
    {
        { Http: { } path } => $"GET {path}",
        { Command: [var program, ..] } => program,
        _ => "connect",
    };

    private static HttpClient NewClient()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false };
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.ConnectionClose = true;
        return http;
    }
}
