using System.Text;
using Microsoft.AspNetCore.Http;

namespace Slipway.Local.Gateway.Proxy;

/// <summary>The answer to every request while a maintenance page is shown: nobody's but the gateway's own, so that no side is measured by it.</summary>
internal sealed class PageAnswer(GatewayPage page)
{
    private const string RetryAfterSeconds = "30";

    private static readonly byte[] s_problem =
        """{"title":"Maintenance","status":503,"detail":"The service is closed for maintenance. Try again later."}"""u8.ToArray();

    private readonly byte[] _html = Encoding.UTF8.GetBytes(page.Html ?? PlainPage.Html);

    public async Task WriteAsync(HttpContext http, Drainage drainage)
    {
        var problem = WantsProblem(http.Request.Headers.Accept.ToString());
        var body = problem ? s_problem : _html;
        var response = http.Response;
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.ContentType = problem ? "application/problem+json" : "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.RetryAfter = RetryAfterSeconds;
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = "Accept";
        if (drainage.Begun)
            Drainage.SendAway(http);
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>Programs ask for JSON; whoever takes HTML too, or says nothing, is taken to be a person.</summary>
    private static bool WantsProblem(string accept) =>
        accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
