using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Ports;
using Slipway.Local.Keeping;
using Slipway.Server.Access;

namespace Slipway.Server.Api;

internal static class ServerEndpoints
{
    public static void MapServers(this IEndpointRouteBuilder api) => api.MapGet("/servers", ListAsync).WithName("listServers").WithTags("servers").Needs(Actions.View, Wheres.Server);

    private static async Task<Ok<IReadOnlyList<ServerView>>> ListAsync(ILeases leases, ServerNote self, CancellationToken cancellation)
    {
        var keeper = await leases.HolderAsync(Keeper.RoleOf(await leases.FolderAsync(self.Folder, cancellation)), cancellation);
        var views = new List<ServerView>();
        foreach (var server in await leases.ServersAsync(cancellation))
        {
            views.Add(new ServerView
            {
                Id = server.Id,
                Url = server.Url,
                Folder = server.Folder,
                Keeper = server.Id == keeper?.Id,
                Asked = server.Id == self.Id,
                Rollouts = (await leases.HeldAsync(server.Id, cancellation)).Count,
            });
        }

        return TypedResults.Ok<IReadOnlyList<ServerView>>(views);
    }
}
