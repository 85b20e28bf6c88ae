using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Slipway.Local.Gateway.Proxy;

/// <summary>
/// One request on its way through, and what YARP asks while it forwards it. The server keeps it with the connection
/// and uses it for one request after the other, so that a request costs no such objects.
/// </summary>
internal sealed class GatewayExchange(IFeatureCollection features) : HttpTransformer
{
    private readonly DefaultHttpContext _http = new(features);
    private TimeProvider _time = TimeProvider.System;
    private Drainage? _drainage;
    private Side? _side;
    private long _arrived;
    private string? _cookie;
    private string? _cookieName;
    private IPAddress? _client;
    private string _clientText = "";

    public DefaultHttpContext Http => _http;

    /// <summary>The side gave the head of an answer.</summary>
    public bool Answered { get; private set; }

    public void Reuse(IFeatureCollection next) => _http.Initialize(next);

    public void Begin(TimeProvider time, Drainage drainage)
    {
        (_time, _drainage) = (time, drainage);
        _arrived = time.GetTimestamp();
        _side = null;
        _cookieName = null;
        Answered = false;
    }

    /// <summary>The next attempt goes to this side.</summary>
    public void SendTo(Side side) => _side = side;

    /// <summary>Sets a cookie with the answer.</summary>
    public void Stick(string name, string value) => (_cookieName, _cookie) = (name, value);

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        AddForwarded(httpContext, proxyRequest);
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
            return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        Answered = true;
        _side!.Meter.Answered((int)proxyResponse.StatusCode, _time.GetElapsedTime(_arrived).TotalMilliseconds);
        var copied = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (_cookieName is not null)
            httpContext.Response.Cookies.Append(_cookieName, _cookie!, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax });
        if (_drainage!.Begun && proxyResponse.StatusCode != HttpStatusCode.SwitchingProtocols)
            Drainage.SendAway(httpContext);
        return copied;
    }

    private void AddForwarded(HttpContext http, HttpRequestMessage request)
    {
        var client = ClientText(http.Connection.RemoteIpAddress);
        var before = http.Request.Headers["X-Forwarded-For"];
        if (before.Count > 0)
            request.Headers.Remove("X-Forwarded-For");
        Set(request, "X-Forwarded-For", before.Count > 0 ? $"{before}, {client}" : client);

        // A proxy in front of the gateway knows better what the client asked for.
        if (!http.Request.Headers.ContainsKey("X-Forwarded-Proto"))
            Set(request, "X-Forwarded-Proto", http.Request.Scheme);
        if (!http.Request.Headers.ContainsKey("X-Forwarded-Host") && http.Request.Host.HasValue)
            Set(request, "X-Forwarded-Host", http.Request.Host.Value!);
    }

    private static void Set(HttpRequestMessage request, string name, string value) =>
        request.Headers.TryAddWithoutValidation(name, value);

    private string ClientText(IPAddress? client)
    {
        if (!Equals(client, _client) || _client is null)
            (_client, _clientText) = (client, client is null ? "unknown" : client.IsIPv4MappedToIPv6 ? client.MapToIPv4().ToString() : client.ToString());
        return _clientText;
    }
}
