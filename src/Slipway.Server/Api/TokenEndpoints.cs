using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine.Tokens;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("access");
        tokens.MapPost("", IssueAsync).WithName("issueToken").Needs(Actions.Admin, Wheres.Server).Produces<IssuedTokenView>(StatusCodes.Status201Created);
        tokens.MapGet("", ListAsync).WithName("listTokens").Needs(Actions.Admin, Wheres.Server);
        tokens.MapPost("/{id}/revoke", RevokeAsync).WithName("revokeToken").ForAnyone().Produces<TokenView>();
    }

    private static async Task<IResult> IssueAsync(TokenRequest request, TokenRegistry tokens, TimeProvider time, HttpContext context, CancellationToken cancellation)
    {
        var life = TimeSpan.FromSeconds(Math.Clamp(request.LifeSeconds, 0, int.MaxValue));
        var order = new TokenOrder(
            request.Person, request.Purpose, request.Roles ?? [], request.Scope is null ? null : [.. request.Scope.Select(r => AccessRule.Allow(r.Allow, r.On))], life);
        var outcome = await tokens.IssueAsync(order, Caller.Of(context).Actor, cancellation);
        if (!outcome.IsAccepted)
            return ApiProblems.Of(outcome.Refusal);

        // Shown once: by nobody between here and there.
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created((string?)null, new IssuedTokenView(TokenViews.Of(outcome.Value.Token, time.GetUtcNow()), outcome.Value.Text.Reveal()));
    }

    private static async Task<Ok<IReadOnlyList<TokenView>>> ListAsync(TokenRegistry tokens, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var book = await tokens.ReadAsync(cancellation);
        return TypedResults.Ok<IReadOnlyList<TokenView>>([.. book.Tokens.Values.OrderBy(t => t.IssuedAt).Select(t => TokenViews.Of(t, now))]);
    }

    /// <summary>Everybody may revoke their own: who has lost one should not have to wait for somebody.</summary>
    private static async Task<IResult> RevokeAsync(
        string id, RevokeRequest? request, TokenRegistry tokens, Policies policies, TimeProvider time, HttpContext context, CancellationToken cancellation)
    {
        var token = (await tokens.ReadAsync(cancellation)).Find(id);
        if ((token is null || policies.Current.Canonical(token.Person) != Caller.Of(context).Name)
            && await AccessRoutes.RefuseAsync(context, Actions.Admin, AccessPolicy.Server) is { } refusal)
        {
            return refusal;
        }

        var outcome = await tokens.RevokeAsync(id, request?.Reason, Caller.Of(context).Actor, cancellation);
        return outcome.IsAccepted ? TypedResults.Ok(TokenViews.Of(outcome.Value, time.GetUtcNow())) : ApiProblems.Of(outcome.Refusal);
    }
}
