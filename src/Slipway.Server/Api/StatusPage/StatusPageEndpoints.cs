using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Views;
using Slipway.Core.Engine;
using Slipway.Core.Notices;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api.StatusPage;

/// <summary>One page for people who only look: what runs where, what is under way, what happened last.</summary>
internal static class StatusPageEndpoints
{
    /// <summary>Of each environment.</summary>
    private const int Transitions = 6;

    /// <summary>Of each environment: those that the transitions are of.</summary>
    private const int Rollouts = 3;

    private const int MaxEvents = 1000;

    public static void MapStatusPage(this IEndpointRouteBuilder app) => app.MapGet("/status", ShowAsync).ForAll().ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(
        HttpContext context, Places places, EnvironmentReader reader, EventReader events, Ledger ledger, CancellationToken cancellation)
    {
        // A browser has no token to send. From elsewhere it is reached through a tunnel.
        if (!Caller.IsHere(context))
            return ApiProblems.Of(ProblemCodes.Denied, "this page is for browsers on the server's own machine: use a tunnel to it, or `slipway status`");
        var shown = new List<ShownEnvironment>();
        foreach (var place in await places.AllAsync(cancellation))
        {
            var view = await reader.ReadAsync(place, cancellation);
            var told = new List<EventView>();
            foreach (var row in await ledger.Store.ListRolloutsAsync(view.App, view.Environment, liveOnly: false, Rollouts, cancellation))
                told.AddRange(await events.OfRolloutAsync(row.Id, 0, MaxEvents, cancellation) ?? []);
            var newest = told.Where(e => NoticeTopics.All.Contains(e.Type)).OrderByDescending(e => e.Position).Take(Transitions);
            shown.Add(new ShownEnvironment(view, [.. newest]));
        }

        // The page has no script and nothing from elsewhere, and a browser is told so.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content(StatusPageText.Of(shown, ledger.Now), "text/html", Encoding.UTF8);
    }
}
