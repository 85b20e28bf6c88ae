using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Slipway.Testing.Kubernetes.Faults;

/// <summary>
/// Stands before a real API server and passes all on, but for what a test wants to go wrong: what the server itself cannot be made to
/// do at will. With a certificate of its own, as HTTPS.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly ClusterApi _server;
    private readonly HttpMessageInvoker _upstream;
    private readonly X509Certificate2 _certificate;
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ProxiedRequest> _requests = new();
    private readonly List<(Func<ProxiedRequest, bool> When, Fault Fault)> _faults = [];
    private CancellationTokenSource _cut = new();
    private bool _ended;

    private FaultProxy(ClusterApi server)
    {
        _server = server;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(server.AuthorityPem));
        _upstream = new HttpMessageInvoker(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy }, UseProxy = false });
        _certificate = SelfSigned();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(_certificate);
            }));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>All that came, in order.</summary>
    public IReadOnlyCollection<ProxiedRequest> Requests => _requests;

    public static async Task<FaultProxy> StartAsync(Cluster cluster, CancellationToken cancellation)
    {
        var proxy = new FaultProxy(cluster.Api);
        await proxy._app.StartAsync(cancellation);
        proxy.Address = new Uri(proxy._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return proxy;
    }

    /// <summary>A kubeconfig of the same user that leads through the proxy, beside the given one. For users with a token.</summary>
    /// <returns>Its path.</returns>
    public async Task<string> KubeConfigAsync(string path, CancellationToken cancellation)
    {
        var text = (await File.ReadAllTextAsync(path, cancellation))
            .Replace(_server.Server.GetLeftPart(UriPartial.Authority), Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            .Replace(Base64(_server.AuthorityPem), Base64(_certificate.ExportCertificatePem()), StringComparison.Ordinal);
        var own = string.Create(CultureInfo.InvariantCulture, $"{path}.{Address.Port}");
        await File.WriteAllTextAsync(own, text, cancellation);
        return own;
    }

    /// <summary>Lets the next requests that match go wrong; those that asked first come first.</summary>
    /// <param name="times">How many of them.</param>
    public void Break(Func<ProxiedRequest, bool> when, Fault fault, int times = 1)
    {
        lock (_faults)
            _faults.AddRange(Enumerable.Repeat((when, fault), times));
    }

    /// <summary>Breaks everything that is on its way now, watches above all.</summary>
    public void CutNow()
    {
        var cut = Interlocked.Exchange(ref _cut, new CancellationTokenSource());
        cut.Cancel();
        cut.Dispose();
    }

    /// <summary>Goes away: nobody listens there any longer.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended)
            return;
        _ended = true;
        CutNow();
        await _app.DisposeAsync();
        _upstream.Dispose();
        _certificate.Dispose();
        _cut.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var asked = new ProxiedRequest(
            context.Request.Method, context.Request.Path.Value ?? "", context.Request.QueryString.Value ?? "", context.Request.Headers.Authorization.ToString());
        _requests.Enqueue(asked);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _cut.Token);
        try
        {
            await HandleAsync(context, TakeFault(asked), asked, end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            // Either side is gone, or was cut off: so is the other.
            context.Abort();
        }
    }

    private async Task HandleAsync(HttpContext context, Fault? fault, ProxiedRequest asked, CancellationToken cancellation)
    {
        if (fault is { Delay: { Ticks: > 0 } delay })
            await Task.Delay(delay, TimeProvider.System, cancellation);
        if (fault is { IsCut: true })
        {
            context.Abort();
            return;
        }

        if (fault is { Status: { } status })
        {
            context.Response.StatusCode = (int)status["code"]!;
            context.Response.ContentType = "application/json";
            if (fault.RetryAfter is { } after)
                context.Response.Headers.RetryAfter = ((int)after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await context.Response.WriteAsync(status.ToJsonString(), cancellation);
            return;
        }

        using var request = await ForwardedAsync(context.Request, cancellation);
        using var answer = await _upstream.SendAsync(request, cancellation);
        if (fault is { LosesAnswer: true })
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        // A watch in which nothing happens has begun all the same.
        await context.Response.Body.FlushAsync(cancellation);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        if (fault is { Lines: { } lines } && asked.IsWatch)
            await TearAsync(context, stream, lines, fault.Line, cancellation);
        else
            await CopyAsync(stream, context.Response.Body, cancellation);
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        for (int count; (count = await from.ReadAsync(buffer, cancellation)) > 0;)
        {
            await to.WriteAsync(buffer.AsMemory(0, count), cancellation);
            await to.FlushAsync(cancellation);
        }
    }

    private static async Task TearAsync(HttpContext context, Stream from, int lines, string? last, CancellationToken cancellation)
    {
        using var reader = new StreamReader(from);
        for (var line = 0; line < lines; line++)
        {
            await context.Response.WriteAsync(await reader.ReadLineAsync(cancellation) + "\n", cancellation);
            await context.Response.Body.FlushAsync(cancellation);
        }

        if (last is not null)
        {
            await context.Response.WriteAsync(last + "\n", cancellation);
            return;
        }

        var torn = await reader.ReadLineAsync(cancellation) ?? "";
        await context.Response.WriteAsync(torn[..(torn.Length / 2)], cancellation);
        await context.Response.Body.FlushAsync(cancellation);
        context.Abort();
    }

    private async Task<HttpRequestMessage> ForwardedAsync(HttpRequest request, CancellationToken cancellation)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_server.Server, request.Path.Value + request.QueryString.Value));
        foreach (var (name, value) in request.Headers)
        {
            if (name is "Authorization" or "Accept" or "User-Agent")
                message.Headers.TryAddWithoutValidation(name, value.ToString());
        }

        if (request.ContentType is { } type)
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancellation);
            message.Content = new ByteArrayContent(body.ToArray());
            message.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return message;
    }

    private Fault? TakeFault(ProxiedRequest asked)
    {
        lock (_faults)
        {
            var at = _faults.FindIndex(entry => entry.When(asked));
            if (at < 0)
                return null;
            var fault = _faults[at].Fault;
            _faults.RemoveAt(at);
            return fault;
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=fault proxy of a test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("proxy.test");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
