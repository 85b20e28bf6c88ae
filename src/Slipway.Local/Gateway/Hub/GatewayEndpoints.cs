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

    private const string RetrySeconds = "1";

    /// <summary>For a program with one hub, which lives as long as it.</summary>
    public static IEndpointRouteBuilder MapGateways(this IEndpointRouteBuilder routes, GatewayHub hub, TimeProvider time)
    {
        var here = Task.FromResult(new HubPlace(hub, null, CancellationToken.None));
        return routes.MapGateways(_ => here, time);
    }

    /// <param name="find">Where the hub is now.</param>
    public static IEndpointRouteBuilder MapGateways(this IEndpointRouteBuilder routes, Func<CancellationToken, Task<HubPlace>> find, TimeProvider time)
    {
        var group = routes.MapGroup("/api/v1/gateways/{app}/{environment}").ExcludeFromDescription();
        group.MapGet("/config", (HttpContext http) => AtHubAsync(http, find, (place, environment) => FollowAsync(http, place, environment, time)));
        group.MapPost("/report", (HttpContext http) => AtHubAsync(http, find, (place, environment) => ReportAsync(http, place.Hub!, environment)));
        return routes;
    }

    /// <summary>Here when the hub is here; else the gateway is sent to where it is, or told to come again.</summary>
    private static async Task AtHubAsync(HttpContext http, Func<CancellationToken, Task<HubPlace>> find, Func<HubPlace, EnvironmentKey, Task> serve)
    {
        if (!EnvironmentKey.TryParse($"{http.GetRouteValue("app")}/{http.GetRouteValue("environment")}", out var environment))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var place = await find(http.RequestAborted);
        if (place.Hub is not null)
        {
            await serve(place, environment);
        }
        else if (place.Elsewhere is { } server)
        {
            http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            http.Response.Headers.Location = new Uri(server, http.Request.Path.Value).ToString();
        }
        else
        {
            http.Response.Headers.RetryAfter = RetrySeconds;
            await Results.Problem("No server keeps the gateways at the moment", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(http);
        }
    }

    private static async Task FollowAsync(HttpContext http, HubPlace place, EnvironmentKey environment, TimeProvider time)
    {
        var hub = place.Hub!;
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping, place.Ended);
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
            // The gateway has gone, the server stops, or another has the hub now.
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

    private static async Task ReportAsync(HttpContext http, GatewayHub hub, EnvironmentKey environment)
    {
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
}
