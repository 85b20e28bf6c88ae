using System.Net;
using Microsoft.AspNetCore.Http;
using Slipway.Contracts.Problems;
using Slipway.Server.Api;

namespace Slipway.Server.Access;

/// <summary>
/// Keeps out the pages that a browser shows: one of another origin may not ask, and while the server listens on loopback alone, a
/// foreign name in Host is one that was made to point here.
/// </summary>
internal sealed class HostGuard(RequestDelegate next, AccessOptions options)
{
    public Task InvokeAsync(HttpContext context) =>
        IsMeant(context)
            ? next(context)
            : ApiProblems.Of(
                ProblemCodes.Denied,
                options.IsLoopbackOnly ? "Only this machine may ask: use 127.0.0.1 or localhost, or a tunnel to it" : "A page of another origin may not ask").ExecuteAsync(context);

    private bool IsMeant(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var from = Uri.TryCreate(origin, UriKind.Absolute, out var uri) ? uri : null;
        if (!options.IsLoopbackOnly)
            return origin.Length == 0 || from?.Authority.Equals(context.Request.Host.Value, StringComparison.OrdinalIgnoreCase) == true;
        return IPAddress.IsLoopback(Caller.AddressOf(context)) && IsLocalName(context.Request.Host.Host) && (origin.Length == 0 || (from is not null && IsLocalName(from.Host)));
    }

    private static bool IsLocalName(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
