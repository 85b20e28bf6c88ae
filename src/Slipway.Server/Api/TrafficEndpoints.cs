using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Values;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

internal static class TrafficEndpoints
{
    public static void MapTraffic(this IEndpointRouteBuilder api) =>
        api.MapPost("/traffic", SwitchAsync).WithName("switchTraffic").WithTags("rollouts")
            .Needs(Actions.SwitchTraffic, Wheres.Body<SwitchTrafficRequest>(r => (r.App, r.Environment)))
            .Produces<Problem>(StatusCodes.Status409Conflict, Problem.MediaType);

    private static async Task<Results<Accepted<RolloutView>, JsonHttpResult<Problem>>> SwitchAsync(
        SwitchTrafficRequest request, RolloutService service, RolloutReader reader, HttpContext context, CancellationToken cancellation)
    {
        var errors = new List<ProblemError>();
        if (!Slots.TryParse(request.From, out var from))
            errors.Add(new ProblemError("from", null, $"'{request.From}' is no side: blue or green"));
        if (!Slots.TryParse(request.To, out var to))
            errors.Add(new ProblemError("to", null, $"'{request.To}' is no side: blue or green"));
        if (!Weight.TryFromPercent(request.Percentage, out var weight))
            errors.Add(new ProblemError("percentage", null, $"{request.Percentage} is no share: 0 to 100 with at most two decimals"));
        if (errors.Count > 0)
            return ApiProblems.Of(ProblemCodes.Invalid, string.Join("; ", errors.Select(e => e.Message)), errors: errors);
        var outcome = await service.SwitchTrafficAsync(
            new Request.SwitchTraffic(request.App, request.Environment, from, to, weight, request.Reason, Caller.Of(context).Actor), cancellation);
        return await reader.AcceptedAsync(outcome, cancellation);
    }
}
