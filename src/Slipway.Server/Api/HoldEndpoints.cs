using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

/// <summary>Versions that may not come, and emergencies that have to be reviewed.</summary>
internal static class HoldEndpoints
{
    public static void MapHolds(this IEndpointRouteBuilder api)
    {
        var holds = api.MapGroup("/holds").WithTags("holds");
        holds.MapGet("", ListAsync).WithName("listHolds").ForAnyone();
        holds.MapPost("", async (HoldRequest request, RolloutService service, Places places, HttpContext context, CancellationToken cancellation) => await AnswerAsync(
            request.App, request.Environment, places, service.HoldAsync(new Request.Hold(request.App, request.Environment, request.Version, request.Reason, Caller.Of(context).Actor), cancellation), cancellation))
            .WithName("hold").Needs(Actions.Hold, Wheres.Body<HoldRequest>(r => (r.App, r.Environment)));
        holds.MapPost("/lift", async (HoldRequest request, RolloutService service, Places places, HttpContext context, CancellationToken cancellation) => await AnswerAsync(
            request.App, request.Environment, places, service.LiftAsync(new Request.Lift(request.App, request.Environment, request.Version, request.Reason, Caller.Of(context).Actor), cancellation), cancellation))
            .WithName("lift").Needs(Actions.Hold, Wheres.Body<HoldRequest>(r => (r.App, r.Environment)));
        api.MapPost("/reviews", async (ReviewRequest request, RolloutService service, Places places, HttpContext context, CancellationToken cancellation) => await AnswerAsync(
            request.App, request.Environment, places, service.ReviewAsync(new Request.Review(request.App, request.Environment, request.Reason, Caller.Of(context).Actor), cancellation), cancellation))
            .WithName("review").WithTags("holds").Needs(Actions.Review, Wheres.Body<ReviewRequest>(r => (r.App, r.Environment)));
    }

    private static async Task<Ok<IReadOnlyList<HoldView>>> ListAsync(string? app, string? environment, Places places, Ledger ledger, HttpContext context, CancellationToken cancellation)
    {
        var caller = Caller.Of(context);
        var holds = new List<HoldView>();
        foreach (var place in await places.AllAsync(cancellation))
        {
            if ((app is null || place.Key.App == app) && (environment is null || place.Key.Environment == environment) && caller.May(Actions.View, place.Key))
                holds.AddRange(GateViews.Holds(place.Key, await ledger.LoadEnvironmentAsync(place.Key, cancellation)));
        }

        return TypedResults.Ok<IReadOnlyList<HoldView>>(holds);
    }

    private static async Task<Results<Ok<IReadOnlyList<HoldView>>, JsonHttpResult<Problem>>> AnswerAsync(
        string? app, string? environment, Places places, Task<Outcome<EnvironmentState>> change, CancellationToken cancellation)
    {
        var outcome = await change;
        if (!outcome.IsAccepted)
            return ApiProblems.Of(outcome.Refusal);
        var place = await places.FindAsync(app, environment, cancellation);
        return TypedResults.Ok(place.IsAccepted ? GateViews.Holds(place.Value.Key, outcome.Value) : []);
    }
}
