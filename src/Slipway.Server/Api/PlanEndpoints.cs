using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Analysis.Foresight;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

internal static class PlanEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder api) =>
        api.MapPost("/plans", PlanAsync).WithName("plan").WithTags("rollouts")
            .Needs(Actions.View, Wheres.Body<PlanRequest>(r => (r.App, r.Environment)));

    private static async Task<Results<Ok<PlanView>, JsonHttpResult<Problem>>> PlanAsync(
        PlanRequest request, RolloutService service, Ledger ledger, Budgets budgets, ITrafficHistory traffic, TimeProvider time, HttpContext context, CancellationToken cancellation)
    {
        var outcome = await service.PlanAsync(
            new Request.Deploy(request.App, request.Environment, request.Version, Supersede: false, null, Caller.Of(context).Actor), cancellation);
        if (!outcome.IsAccepted)
            return ApiProblems.Of(outcome.Refusal);
        var environment = await ledger.LoadEnvironmentAsync(outcome.Value.Environment, cancellation);
        var budget = outcome.Value.Slo is { } slo ? await budgets.ReadAsync(outcome.Value.Environment, slo, cancellation) : null;
        var present = PresentTraffic.Of(await traffic.ReadTrafficAsync(outcome.Value.Environment, time.GetUtcNow() - PresentTraffic.Lately, cancellation));
        return TypedResults.Ok(PlanViews.Of(outcome.Value, environment, budget, present));
    }
}
