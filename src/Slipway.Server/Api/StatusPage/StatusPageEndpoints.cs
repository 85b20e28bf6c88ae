using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Core.Engine;
using Slipway.Core.Notices;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api.StatusPage;

/// <summary>One page for people who only look: what runs where, what is under way, what happened last.</summary>
internal static class StatusPageEndpoints
{
    /// <summary>Of each environment.</summary>
    private const int Transitions = 6;

    private const int MaxEvents = 1000;

    public static void MapStatusPage(this IEndpointRouteBuilder app) => app.MapGet("/status", ShowAsync).ExcludeFromDescription();

    private static async Task<ContentHttpResult> ShowAsync(
        HttpContext context, Places places, EnvironmentReader reader, EventReader events, Ledger ledger, CancellationToken cancellation)
    {
        var shown = new List<ShownEnvironment>();
        foreach (var place in await places.AllAsync(cancellation))
        {
            var view = await reader.ReadAsync(place, cancellation);
            var newest = await ledger.Store.ListRolloutsAsync(view.App, view.Environment, liveOnly: false, 1, cancellation);
            var told = newest is [var row] ? await events.OfRolloutAsync(row.Id, 0, MaxEvents, cancellation) ?? [] : [];
            shown.Add(new ShownEnvironment(view, [.. told.Where(e => NoticeTopics.All.Contains(e.Type)).Reverse().Take(Transitions)]));
        }

        // The page has no script and nothing from elsewhere, and a browser is told so.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content(StatusPageText.Of(shown, ledger.Now), "text/html", Encoding.UTF8);
    }
}
