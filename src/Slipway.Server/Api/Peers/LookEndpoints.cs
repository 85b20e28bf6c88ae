using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Core.Analysis;
using Slipway.Core.Engine;
using Slipway.Server.Access;

namespace Slipway.Server.Api.Peers;

/// <summary>What the other servers of a store ask the one that drives a rollout. No part of the API.</summary>
internal static class LookEndpoints
{
    private const string Prefix = "/internal/v1/looks/";

    public static string PathOf(string rolloutId) => Prefix + Uri.EscapeDataString(rolloutId);

    public static void MapLooks(this IEndpointRouteBuilder routes) => routes.MapGet(Prefix + "{id}", Find).ForPeers().ExcludeFromDescription();

    private static Results<JsonHttpResult<Evaluation>, NoContent> Find(string id, RolloutEngine engine) =>
        engine.LatestLook(id) is { } look ? TypedResults.Json(look, PeerJson.Default.Evaluation) : TypedResults.NoContent();
}
