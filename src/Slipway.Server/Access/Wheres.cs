using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Values;

namespace Slipway.Server.Access;

/// <summary>The places that requests are about, each found as the endpoint itself finds it.</summary>
internal static class Wheres
{
    /// <summary>The server itself.</summary>
    public static Where Server { get; } = _ => ValueTask.FromResult<string?>(AccessPolicy.Server);

    /// <summary>The environment of the rollout in the route: <c>{id}</c>.</summary>
    public static Where Rollout { get; } = async request =>
        await Ledger(request).FindRolloutAsync((string)request.HttpContext.GetRouteValue("id")!, request.HttpContext.RequestAborted) is { } row
            ? new EnvironmentKey(row.App, row.Environment).ToString()
            : null;

    /// <summary><c>app</c> and <c>environment</c> in the route or the query.</summary>
    public static Where Named { get; } = request => FindAsync(request, Value(request.HttpContext, "app"), Value(request.HttpContext, "environment"));

    /// <summary>What the body names.</summary>
    public static Where Body<T>(Func<T, (string? App, string? Environment)> names)
    {
        return request =>
        {
            var (app, environment) = names(request.Arguments.OfType<T>().Single());
            return FindAsync(request, app, environment);
        };
    }

    private static async ValueTask<string?> FindAsync(EndpointFilterInvocationContext request, string? app, string? environment)
    {
        var places = request.HttpContext.RequestServices.GetRequiredService<Places>();
        var found = await places.FindAsync(app, environment, request.HttpContext.RequestAborted);
        return found.IsAccepted ? found.Value.Key.ToString() : null;
    }

    private static string? Value(HttpContext http, string name) =>
        http.GetRouteValue(name) as string ?? (http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null);

    private static Slipway.Core.Ports.IEventStore Ledger(EndpointFilterInvocationContext request) =>
        request.HttpContext.RequestServices.GetRequiredService<Ledger>().Store;
}
