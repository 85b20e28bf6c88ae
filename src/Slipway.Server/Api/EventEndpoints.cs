using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Views;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

internal static class EventEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    public static void MapEvents(this IEndpointRouteBuilder api)
    {
        var events = api.MapGroup("/events").WithTags("events");
        events.MapGet("", ListAsync).WithName("listEvents").ForAnyone();
        events.MapGet("/watch", Watch).WithName("watchEvents").ForAnyone().Lasts();
    }

    private static async Task<Ok<IReadOnlyList<EventView>>> ListAsync(
        string? app, string? environment, long? after, int? limit, EventReader events, HttpContext context, CancellationToken cancellation) =>
        TypedResults.Ok(await events.ListAsync(new EventFilter(app, environment, Caller.Of(context).Rights), after, Math.Clamp(limit ?? DefaultLimit, 1, MaxLimit), cancellation));

    private static ServerSentEventsResult<EventView> Watch(
        string? app, string? environment, long? after, EventReader events, HttpContext context, CancellationToken cancellation) =>
        TypedResults.ServerSentEvents(events.WatchAsync(new EventFilter(app, environment, Caller.Of(context).Rights), after, cancellation));
}
