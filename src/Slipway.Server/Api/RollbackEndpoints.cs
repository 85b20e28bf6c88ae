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

internal static class RollbackEndpoints
{
    public static void MapRollbacks(this IEndpointRouteBuilder api) =>
        api.MapPost("/rollbacks", RollbackAsync).WithName("rollback").WithTags("rollouts")
            .Needs(Actions.Rollback, Wheres.Body<RollbackRequest>(r => (r.App, r.Environment)))
            .Produces<Problem>(StatusCodes.Status409Conflict, Problem.MediaType);

    private static async Task<Results<Accepted<RolloutView>, JsonHttpResult<Problem>>> RollbackAsync(
        RollbackRequest request, RolloutService service, RolloutReader reader, HttpContext context, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
            return ApiProblems.Of(ProblemCodes.Invalid, "a rollback needs a reason, for the record", errors: [new ProblemError("reason", null, "may not be empty")]);
        var outcome = await service.RollbackAsync(
            new Request.Rollback(request.App, request.Environment, request.Version, request.Reason, Caller.Of(context).Actor), cancellation);
        return await reader.AcceptedAsync(outcome, cancellation);
    }
}
