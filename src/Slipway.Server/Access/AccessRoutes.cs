using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Contracts.Problems;
using Slipway.Core.Access;
using Slipway.Server.Api;

namespace Slipway.Server.Access;

/// <summary>The one line with which an endpoint says who may call it.</summary>
internal static class AccessRoutes
{
    /// <summary>Whoever reaches the server.</summary>
    public static TBuilder ForAll<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(AccessLine.Open);

    /// <summary>Servers of the same store, and their gateways.</summary>
    public static TBuilder ForPeers<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(AccessLine.Peers);

    /// <summary>Whoever has proven who they are. The endpoint itself leaves out what the caller may not view.</summary>
    public static TBuilder ForAnyone<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(AccessLine.Anyone);

    /// <summary>Who may do the action where the request is about.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, string action, Where where) =>
        endpoint.WithMetadata(new AccessLine(AccessKind.Checked, action)).AddEndpointFilter((request, next) => CheckAsync(request, next, [action], where));

    /// <summary>Who may do all that the body asks for.</summary>
    public static RouteHandlerBuilder Needs<T>(this RouteHandlerBuilder endpoint, Func<T, IReadOnlyList<string>> actions, Where where) =>
        endpoint.WithMetadata(new AccessLine(AccessKind.Checked))
            .AddEndpointFilter((request, next) => CheckAsync(request, next, actions(request.Arguments.OfType<T>().FirstOrDefault()!), where));

    /// <summary>The answer goes on for as long as somebody listens.</summary>
    public static RouteHandlerBuilder Lasts(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(LastingRequest.Mark);

    /// <summary>The refusal, recorded; null where it is allowed.</summary>
    public static async Task<IResult?> RefuseAsync(HttpContext context, string action, string on)
    {
        var caller = Caller.Of(context);
        var decision = caller.Rights.Decide(action, on);
        if (decision.IsAllowed)
            return null;
        await context.RequestServices.GetRequiredService<DenialLog>().RecordAsync(caller.Actor, action, on, decision.By, context.RequestAborted);
        var place = on == AccessPolicy.Server ? "this server" : on;
        return ApiProblems.Of(ProblemCodes.Denied, $"{caller.Principal.Name} may not {action} on {place}: {decision.By}");
    }

    private static async ValueTask<object?> CheckAsync(
        EndpointFilterInvocationContext request, EndpointFilterDelegate next, IReadOnlyList<string> actions, Where where)
    {
        foreach (var on in await where(request))
        {
            foreach (var action in actions)
            {
                if (await RefuseAsync(request.HttpContext, action, on) is { } refusal)
                    return refusal;
            }
        }

        return await next(request);
    }
}
