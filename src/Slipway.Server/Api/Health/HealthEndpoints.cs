using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts;
using Slipway.Contracts.Health;
using Slipway.Server.Access;

namespace Slipway.Server.Api.Health;

/// <summary>503 when unhealthy, so that a probe needs to read no body.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("").WithTags("health").ForAll();
        health.MapGet("/health", HealthAsync).WithName("health").Produces<HealthView>();
        health.MapGet("/health/detailed", DetailedAsync).WithName("detailedHealth").Produces<DetailedHealthView>();
        // Asks nothing else: a store that is away is no reason to start a server again.
        health.MapGet("/live", () => TypedResults.NoContent()).WithName("live");
        health.MapGet("/ready", HealthAsync).WithName("ready").Produces<HealthView>();
    }

    private static async Task<JsonHttpResult<HealthView>> HealthAsync(HealthReader reader, CancellationToken cancellation)
    {
        var view = await reader.ReadAsync(cancellation);
        return TypedResults.Json(view, SlipwayJson.Default.HealthView, statusCode: StatusOf(view.Status));
    }

    private static async Task<JsonHttpResult<DetailedHealthView>> DetailedAsync(HealthReader reader, CancellationToken cancellation)
    {
        var view = await reader.ReadDetailedAsync(cancellation);
        return TypedResults.Json(view, SlipwayJson.Default.DetailedHealthView, statusCode: StatusOf(view.Status));
    }

    private static int StatusOf(HealthStatus status) =>
        status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
}
