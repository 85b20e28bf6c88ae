using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slipway.Server.Hosting;

namespace Slipway.Server.Metrics;

/// <summary>
/// Where Prometheus reads a server's metrics, without a credential: an address of its own, so that the API's needs no exception and
/// the network may keep others away.
/// </summary>
internal sealed class MetricsListener : IAsyncDisposable
{
    private const int MaxConnections = 32;
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(1);

    private readonly KestrelServer _server;

    private MetricsListener(KestrelServer server) => _server = server;

    /// <exception cref="ServerStartException">It cannot listen there.</exception>
    public static async Task<MetricsListener> StartAsync(IPEndPoint address, Measurements measurements, ILoggerFactory log, CancellationToken cancellation)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = MaxConnections;
        options.Limits.MaxRequestBodySize = 0;
        options.Listen(address, listen => listen.Protocols = HttpProtocols.Http1);
        var listener = new MetricsListener(new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), log), log));
        try
        {
            await listener._server.StartAsync(new MetricsPage(measurements), cancellation);
            return listener;
        }
        catch (Exception e)
        {
            await listener.DisposeAsync();
            if (e is IOException { InnerException: AddressInUseException or SocketException } or SocketException)
                throw new ServerStartException(Why(address, e), e);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var within = new CancellationTokenSource(StopWithin, TimeProvider.System);
        await _server.StopAsync(within.Token);
        _server.Dispose();
    }

    private static string Why(IPEndPoint address, Exception fault) => fault is IOException { InnerException: AddressInUseException }
        ? $"{address} is in use by another program; end that one, or choose another with --metrics"
        : $"metrics cannot be had at {address}: {fault.Message}; choose another address with --metrics";
}
