using System.Net;
using Microsoft.AspNetCore.Http;
using Slipway.Contracts.Problems;

namespace Slipway.Server.Api;

/// <summary>
/// Until there is access control, only this machine may ask, and no web page that a browser on it shows:
/// a foreign name in Host or Origin is one that was made to point here.
/// </summary>
internal sealed class LoopbackOnly(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        IsLocal(context)
            ? next(context)
            : ApiProblems.Of(ProblemCodes.Denied, "Only this machine may ask: use 127.0.0.1 or localhost, or a tunnel to it").ExecuteAsync(context);

    private static bool IsLocal(HttpContext context) =>
        (context.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote))
        && IsLocalName(context.Request.Host.Host)
        && (context.Request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLocalName(uri.Host)));

    private static bool IsLocalName(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
