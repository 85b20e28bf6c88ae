using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Slipway.Local.Gateway.Proxy;

/// <summary>A server on one address: HTTP/1.1 and HTTP/2 without TLS, no limit on the length of bodies.</summary>
internal sealed class GatewayListener : IHttpApplication<GatewayExchange>, IAsyncDisposable
{
    private const int MaxStreamsPerConnection = 1000;

    private const int DrainPollMilliseconds = 50;

    private readonly GatewayApplication _application;
    private readonly Drainage _drainage = new();
    private readonly GatewayTransport _transport;
    private readonly KestrelServer _server;
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().BuildServiceProvider();
    private int _connections;

    private GatewayListener(string listen, Socket? inherited, GatewayApplication application)
    {
        _application = application;
        Listen = listen;
        _transport = new GatewayTransport(inherited);
        var options = new KestrelServerOptions { AddServerHeader = false, AllowAlternateSchemes = true, ApplicationServices = _services };
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.Http2.MaxStreamsPerConnection = MaxStreamsPerConnection;
        options.Listen(ListenAddress.Parse(listen), endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http1AndHttp2;
            endpoint.Use(Accept);
        });
        _server = new KestrelServer(Options.Create(options), _transport, NullLoggerFactory.Instance);
    }

    /// <summary>As the configuration says it.</summary>
    public string Listen { get; }

    public IPEndPoint EndPoint => (IPEndPoint)Socket.LocalEndPoint!;

    public Socket Socket => _transport.Socket;

    public int Connections => Volatile.Read(ref _connections);

    /// <exception cref="IOException">The address is in use or not of this machine; the message says which.</exception>
    /// <exception cref="FormatException">It is no address.</exception>
    public static async Task<GatewayListener> StartAsync(
        string listen, Socket? inherited, GatewayApplication application, CancellationToken cancellation)
    {
        var listener = new GatewayListener(listen, inherited, application);
        try
        {
            await listener._server.StartAsync(listener, cancellation);
            return listener;
        }
        catch (Exception failure) when (failure is IOException or SocketException or InvalidOperationException)
        {
            await listener.DisposeAsync();
            var inUse = failure.InnerException is AddressInUseException || failure is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };
            throw new IOException(
                inUse
                    ? $"{listen} is in use by another program. Stop that, or choose another address under traffic.gateway.listen."
                    : $"Cannot listen on {listen}: {failure.Message}",
                failure);
        }
    }

    /// <summary>
    /// Accepts no more, asks clients to go elsewhere, and returns when the last connection has gone. After
    /// <paramref name="bound"/> idle ones are closed; requests that still run <paramref name="finish"/> later are cut off.
    /// </summary>
    public async Task DrainAsync(TimeSpan bound, TimeSpan finish, TimeProvider time, CancellationToken cancellation)
    {
        _drainage.Begin();
        await _transport.StopAcceptingAsync(cancellation);
        var start = time.GetTimestamp();
        while (Connections > 0 && time.GetElapsedTime(start) < bound && !cancellation.IsCancellationRequested)
            await Task.Delay(TimeSpan.FromMilliseconds(DrainPollMilliseconds), time, CancellationToken.None);
        using var stop = new CancellationTokenSource(finish, time);
        await _server.StopAsync(stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _server.Dispose();
        await _services.DisposeAsync();
    }

    public GatewayExchange CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<GatewayExchange> container)
            return new GatewayExchange(contextFeatures);
        if (container.HostContext is { } kept)
            kept.Reuse(contextFeatures);
        else
            container.HostContext = new GatewayExchange(contextFeatures);
        return container.HostContext;
    }

    public Task ProcessRequestAsync(GatewayExchange context) => _application.AnswerAsync(context, _drainage);

    public void DisposeContext(GatewayExchange context, Exception? exception) => context.Http.Uninitialize();

    private ConnectionDelegate Accept(ConnectionDelegate next) => async connection =>
    {
        Interlocked.Increment(ref _connections);
        try
        {
            await PriorKnowledge.DetectAsync(connection);
            await next(connection);
        }
        catch (Exception gone) when (gone is ConnectionResetException or ConnectionAbortedException or OperationCanceledException)
        {
            // The client left before its first request.
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    };
}
