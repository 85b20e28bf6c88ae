using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Slipway.Adapters.Tests.Gateway.Rig;

/// <summary>An instance of a service: it answers with its name, and has a path for each way in which services differ.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly string _name;
    private int _requests;

    private Service(WebApplication server, string name) => (_server, _name) = (server, name);

    public string Endpoint => new Uri(_server.Urls.First()).Authority;

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>What came on <c>/echo</c>.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    /// <summary>Requests to <c>/slow</c> and <c>/chunks</c> wait for one permit a step.</summary>
    public SemaphoreSlim Gate { get; } = new(0);

    /// <summary>Requests to <c>/slow</c> that have arrived.</summary>
    public SemaphoreSlim Arrived { get; } = new(0);

    /// <summary>Ends when a request to <c>/slow</c> was broken off by its sender.</summary>
    public TaskCompletionSource Aborted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<Service> StartAsync(string name, string? endpoint = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{endpoint ?? "127.0.0.1:0"}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var service = new Service(builder.Build(), name);
        service._server.UseWebSockets();
        service._server.Run(service.AnswerAsync);
        await service._server.StartAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
        Gate.Dispose();
        Arrived.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        http.Response.Headers["X-Name"] = _name;
        switch (http.Request.Path.Value)
        {
            case "/status":
                http.Response.StatusCode = int.Parse(http.Request.Query["code"]!);
                break;
            case "/slow":
                await SlowAsync(http);
                break;
            case "/chunks":
                await ChunksAsync(http);
                break;
            case "/echo":
                await EchoAsync(http);
                break;
            case "/length":
                await LengthAsync(http);
                break;
            case "/headers":
                await http.Response.WriteAsync(string.Join('\n', http.Request.Headers.Select(header => $"{header.Key}: {header.Value}")));
                break;
            case "/break":
                await http.Response.WriteAsync("half");
                await http.Response.Body.FlushAsync();
                http.Abort();
                break;
            case "/socket":
                await EchoSocketAsync(http);
                break;
            default:
                await http.Response.WriteAsync(_name);
                break;
        }
    }

    private async Task SlowAsync(HttpContext http)
    {
        Arrived.Release();
        try
        {
            await Gate.WaitAsync(http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            Aborted.TrySetResult();
            return;
        }

        await http.Response.WriteAsync(_name);
    }

    private async Task ChunksAsync(HttpContext http)
    {
        for (var chunk = 1; chunk <= 3; chunk++)
        {
            await http.Response.WriteAsync($"chunk {chunk}\n");
            await http.Response.Body.FlushAsync();
            await Gate.WaitAsync(http.RequestAborted);
        }
    }

    private async Task EchoAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        Bodies.Enqueue(body);
        await http.Response.WriteAsync(body);
    }

    private static async Task LengthAsync(HttpContext http)
    {
        long length = 0;
        var buffer = new byte[64 * 1024];
        while (await http.Request.Body.ReadAsync(buffer) is > 0 and var read)
            length += read;
        await http.Response.WriteAsync($"{length}");
    }

    private static async Task EchoSocketAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } message)
            await socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, CancellationToken.None);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }
}
