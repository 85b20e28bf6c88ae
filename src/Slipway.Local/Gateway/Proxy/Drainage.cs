using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Slipway.Local.Gateway.Proxy;

/// <summary>Once it has begun, each answer asks its client to use another connection next. Thread-safe.</summary>
internal sealed class Drainage
{
    private volatile bool _begun;

    public bool Begun => _begun;

    public void Begin() => _begun = true;

    /// <summary>Before the answer's head is sent. HTTP/2 has a frame for it (GOAWAY), HTTP/1 a header.</summary>
    public static void SendAway(HttpContext http)
    {
        if (http.Request.Protocol == "HTTP/2")
            http.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        else
            http.Response.Headers.Connection = "close";
    }
}
