using System.Net.Security;
using Slipway.Kubernetes.Client.Access;

namespace Slipway.Kubernetes.Client.Http;

/// <summary>The connections to a server that stand for one client certificate.</summary>
internal sealed class Transport : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A connection that answers no ping is dead, whatever runs on it.</summary>
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _invoker;

    public Transport(ClusterAccess access, SslStreamCertificateContext? certificate)
    {
        Certificate = certificate;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            KeepAlivePingDelay = PingAfter,
            KeepAlivePingTimeout = PingTimeout,
            // A server allows some hundred watches on a connection.
            EnableMultipleHttp2Connections = true,
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = access.Proxy,
            UseProxy = access.Proxy is not null,
            SslOptions = access.Trust.Options(access.Server.IdnHost, certificate),
            // So that a name whose addresses change is looked up again; what runs on an older connection may end there.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        });
    }

    public SslStreamCertificateContext? Certificate { get; }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) => _invoker.SendAsync(request, cancellation);

    public void Dispose() => _invoker.Dispose();
}
