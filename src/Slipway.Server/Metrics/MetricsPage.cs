using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Slipway.Server.Metrics;

/// <summary>What the metrics' address answers: one page, and nothing else.</summary>
internal sealed class MetricsPage(Measurements measurements) : IHttpApplication<HttpContext>
{
    private const string Path = "/metrics";
    private const string PrometheusText = "text/plain; version=0.0.4; charset=utf-8";

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (request.Path != Path)
            return AnswerAsync(response, StatusCodes.Status404NotFound, "text/plain; charset=utf-8", $"nothing is here but {Path}; the API listens elsewhere\n");
        if (HttpMethods.IsGet(request.Method))
            return AnswerAsync(response, StatusCodes.Status200OK, PrometheusText, measurements.Write());
        response.Headers.Allow = HttpMethods.Get;
        return AnswerAsync(response, StatusCodes.Status405MethodNotAllowed, "text/plain; charset=utf-8", $"{Path} is only read: GET\n");
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Nothing is held.
    }

    private static async Task AnswerAsync(HttpResponse response, int status, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        (response.StatusCode, response.ContentType, response.ContentLength) = (status, type, bytes.Length);
        await response.Body.WriteAsync(bytes, response.HttpContext.RequestAborted);
    }
}
