using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

internal static class ReleaseEndpoints
{
    public static void MapReleases(this IEndpointRouteBuilder api) => api.MapGet("/releases", ListAsync).WithName("listReleases").WithTags("releases").ForAnyone();

    private static async Task<Ok<IReadOnlyList<ReleaseView>>> ListAsync(
        string? app, string? environment, Places places, Ledger ledger, HttpContext context, CancellationToken cancellation)
    {
        var caller = Caller.Of(context);
        var releases = new List<ReleaseView>();
        foreach (var place in await places.AllAsync(cancellation))
        {
            if ((app is null || place.Key.App == app) && (environment is null || place.Key.Environment == environment) && caller.May(Actions.View, place.Key))
                releases.AddRange(ReleaseViews.Of(place.Key, await ledger.LoadEnvironmentAsync(place.Key, cancellation)));
        }

        return TypedResults.Ok<IReadOnlyList<ReleaseView>>(releases);
    }
}
