using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

internal static class FreezeEndpoints
{
    public static void MapFreezes(this IEndpointRouteBuilder api)
    {
        var freezes = api.MapGroup("/freezes").WithTags("freezes");
        freezes.MapGet("", ListAsync).WithName("listFreezes").ForAnyone();
        freezes.MapPost("", SetAsync).WithName("freeze").Needs(Actions.Freeze, Wheres.Scope<FreezeRequest>(r => r.Scope));
        freezes.MapPost("/{id}/lift", LiftAsync).WithName("liftFreeze").Needs(Actions.Freeze, Wheres.Freeze);
    }

    private static async Task<Ok<IReadOnlyList<FreezeView>>> ListAsync(Ledger ledger, CancellationToken cancellation) =>
        TypedResults.Ok<IReadOnlyList<FreezeView>>([.. (await ledger.Freezes.ReadAsync(cancellation)).Select(f => GateViews.Of(f, ledger.Now))]);

    private static async Task<Results<Ok<FreezeView>, JsonHttpResult<Problem>>> SetAsync(
        FreezeRequest request, Ledger ledger, HttpContext context, CancellationToken cancellation)
    {
        var outcome = await ledger.Freezes.SetAsync(request.Scope, request.From, request.Until, request.Reason, Caller.Of(context).Actor, cancellation);
        return outcome.IsAccepted ? TypedResults.Ok(GateViews.Of(outcome.Value, ledger.Now)) : ApiProblems.Of(outcome.Refusal);
    }

    private static async Task<Results<Ok<FreezeView>, JsonHttpResult<Problem>>> LiftAsync(
        string id, ReasonRequest? request, Ledger ledger, HttpContext context, CancellationToken cancellation)
    {
        var outcome = await ledger.Freezes.LiftAsync(id, request?.Reason, Caller.Of(context).Actor, cancellation);
        return outcome.IsAccepted ? TypedResults.Ok(GateViews.Of(outcome.Value, ledger.Now) with { Active = false }) : ApiProblems.Of(outcome.Refusal);
    }
}
