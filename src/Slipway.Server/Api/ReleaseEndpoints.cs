using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Views;
using Slipway.Core.Engine;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

internal static class ReleaseEndpoints
{
    public static void MapReleases(this IEndpointRouteBuilder api) => api.MapGet("/releases", ListAsync).WithName("listReleases").WithTags("releases");

    private static async Task<Ok<IReadOnlyList<ReleaseView>>> ListAsync(
        string? app, string? environment, Places places, Ledger ledger, CancellationToken cancellation)
    {
        var releases = new List<ReleaseView>();
        foreach (var place in await places.AllAsync(cancellation))
        {
            if ((app is null || place.Key.App == app) && (environment is null || place.Key.Environment == environment))
                releases.AddRange(ReleaseViews.Of(place.Key, await ledger.LoadEnvironmentAsync(place.Key, cancellation)));
        }

        return TypedResults.Ok<IReadOnlyList<ReleaseView>>(releases);
    }
}
