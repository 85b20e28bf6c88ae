using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slipway.Core.Values;

namespace Slipway.Local.Gateway.Hub;

/// <summary>What gateway processes ask of the control plane.</summary>
public static class GatewayEndpoints
{
    /// <summary>The stream says something at least this often, so that its reader notices when the server is gone.</summary>
    internal const int HeartbeatSeconds = 2;

    public static IEndpointRouteBuilder MapGateways(this IEndpointRouteBuilder routes, GatewayHub hub, TimeProvider time)
    {
        var group = routes.MapGroup("/api/v1/gateways/{app}/{environment}").ExcludeFromDescription();
        group.MapGet("/config", (HttpContext http) => FollowAsync(http, hub, time));
        group.MapPost("/report", (HttpContext http) => ReportAsync(http, hub));
        return routes;
    }

    private static async Task FollowAsync(HttpContext http, GatewayHub hub, TimeProvider time)
    {
        if (!TryGetEnvironment(http, out var environment))
            return;
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var gone = either.Token;
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        long sent = 0;
        try
        {
            while (true)
            {
                var (config, changed) = hub.Current(environment);
                var news = config is not null && config.Generation != sent;
                await http.Response.WriteAsync(news ? Event(config!) : ": beat\n\n", gone);
                await http.Response.Body.FlushAsync(gone);
                sent = config?.Generation ?? 0;
                await ChangedOrBeatAsync(changed, time, gone);
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The gateway has gone, or the server stops.
        }
    }

    private static async Task ChangedOrBeatAsync(Task changed, TimeProvider time, CancellationToken gone)
    {
        try
        {
            await changed.WaitAsync(TimeSpan.FromSeconds(HeartbeatSeconds), time, gone);
        }
        catch (TimeoutException)
        {
            // Nothing new: the caller sends a beat.
        }
    }

    private static string Event(GatewayConfig config) =>
        $"event: config\ndata: {JsonSerializer.Serialize(config, GatewayJson.Default.GatewayConfig)}\n\n";

    private static async Task ReportAsync(HttpContext http, GatewayHub hub)
    {
        if (!TryGetEnvironment(http, out var environment))
            return;
        try
        {
            var report = await JsonSerializer.DeserializeAsync(http.Request.Body, GatewayJson.Default.GatewayReport, http.RequestAborted)
                ?? throw new JsonException("a report is a JSON object");
            hub.Receive(environment, report);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (Exception invalid) when (invalid is JsonException or ArgumentException or InvalidDataException)
        {
            await Results.Problem($"The report is not valid: {invalid.Message}", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(http);
        }
    }

    private static bool TryGetEnvironment(HttpContext http, out EnvironmentKey environment)
    {
        var valid = EnvironmentKey.TryParse($"{http.GetRouteValue("app")}/{http.GetRouteValue("environment")}", out environment);
        if (!valid)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        return valid;
    }
}
