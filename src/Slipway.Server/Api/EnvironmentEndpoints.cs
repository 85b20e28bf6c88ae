using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Health;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Values;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

internal static class EnvironmentEndpoints
{
    public static void MapEnvironments(this IEndpointRouteBuilder api)
    {
        var environments = api.MapGroup("/environments").WithTags("environments");
        environments.MapGet("", ListAsync).WithName("listEnvironments").ForAnyone();
        environments.MapGet("/{app}/{environment}", GetAsync).WithName("getEnvironment").Needs(Actions.View, Wheres.Named);
        api.MapPost("/health-checks", CheckAsync).WithName("runHealthChecks").WithTags("environments").Needs(Actions.View, Wheres.Named);
    }

    private static async Task<Ok<IReadOnlyList<EnvironmentView>>> ListAsync(
        string? app, string? environment, Places places, EnvironmentReader reader, HttpContext context, CancellationToken cancellation)
    {
        var caller = Caller.Of(context);
        var views = new List<EnvironmentView>();
        foreach (var place in await places.AllAsync(cancellation))
        {
            if ((app is null || place.Key.App == app) && (environment is null || place.Key.Environment == environment) && caller.May(Actions.View, place.Key))
                views.Add(await reader.ReadAsync(place, cancellation));
        }

        return TypedResults.Ok<IReadOnlyList<EnvironmentView>>(views);
    }

    private static async Task<Results<Ok<EnvironmentView>, JsonHttpResult<Problem>>> GetAsync(
        string app, string environment, Places places, EnvironmentReader reader, CancellationToken cancellation)
    {
        var found = await places.FindAsync(app, environment, cancellation);
        return found.IsAccepted ? TypedResults.Ok(await reader.ReadAsync(found.Value, cancellation)) : ApiProblems.Of(found.Refusal);
    }

    private static async Task<Results<Ok<HealthReport>, JsonHttpResult<Problem>>> CheckAsync(
        string? app, string? environment, string? slot, Places places, EnvironmentReader reader, CancellationToken cancellation)
    {
        var side = Slot.Blue;
        if (slot is not null && !Slots.TryParse(slot, out side))
            return ApiProblems.Of(ProblemCodes.Invalid, $"'{slot}' is no side: blue or green");
        var found = await places.FindAsync(app, environment, cancellation);
        return found.IsAccepted
            ? TypedResults.Ok(await reader.CheckAsync(found.Value, slot is null ? null : side, cancellation))
            : ApiProblems.Of(found.Refusal);
    }
}
