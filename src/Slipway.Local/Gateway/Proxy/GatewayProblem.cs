using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Core.Values;
using Yarp.ReverseProxy.Forwarder;

namespace Slipway.Local.Gateway.Proxy;

/// <summary>The gateway's own answer where the service gave none.</summary>
internal sealed record GatewayProblem(int Status, string Title, string Detail)
{
    private const int RetryAfterSeconds = 1;

    public static GatewayProblem NotConfigured(EnvironmentKey environment) => new(
        StatusCodes.Status503ServiceUnavailable, "No configuration", $"The gateway of {environment} has no configuration yet.");

    public static GatewayProblem NoneReady(EnvironmentKey environment) => new(
        StatusCodes.Status503ServiceUnavailable, "No version ready", $"No version that is to serve {environment} has a ready instance.");

    public static GatewayProblem Of(ForwarderError error, EnvironmentKey environment, Slot slot) =>
        error is ForwarderError.RequestTimedOut or ForwarderError.UpgradeActivityTimeout
            ? new(StatusCodes.Status504GatewayTimeout, "No answer in time", $"An instance of {environment} ({slot.Label()}) did not answer in time.")
            : new(StatusCodes.Status502BadGateway, "No answer", $"An instance of {environment} ({slot.Label()}) could not be reached or broke off.");

    public async Task WriteAsync(HttpContext http)
    {
        var response = http.Response;
        response.Clear();
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        if (Status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        var body = Encoding.UTF8.GetBytes(
            $$"""{"title":"{{Escape(Title)}}","status":{{Status}},"detail":"{{Escape(Detail)}}"}""");
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static string Escape(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
}
