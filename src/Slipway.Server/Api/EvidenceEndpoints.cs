using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Ports;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

internal static class EvidenceEndpoints
{
    public static void MapEvidence(this IEndpointRouteBuilder api) =>
        api.MapGet("/rollouts/{id}/evidence", ReadAsync).WithName("readEvidence").WithTags("rollouts").Needs(Actions.View, Wheres.Rollout);

    private static async Task<Results<Ok<EvidenceView>, JsonHttpResult<Problem>>> ReadAsync(
        string id, EventReader events, IEvidence evidence, CancellationToken cancellation) =>
        await events.OfRolloutAsync(id, 0, int.MaxValue, cancellation) is { } found
            ? TypedResults.Ok(new EvidenceView(found, [.. (await evidence.ReadAsync(id, DateTimeOffset.MinValue, cancellation)).Select(SampleViews.Of)]))
            : ApiProblems.Of(ProblemCodes.NotFound, $"there is no rollout '{id}'; `slipway history` lists them");
}
