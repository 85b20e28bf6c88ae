using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Contracts.Requests;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Git;
using Slipway.Core.Engine.Stopping;
using Slipway.Core.Engine.Trains;
using Slipway.Core.Gates;
using Slipway.Core.Specs;
using Slipway.Core.Values;

namespace Slipway.Server.Access;

/// <summary>The places that requests are about, each found as the endpoint itself finds it.</summary>
internal static class Wheres
{
    /// <summary>The server itself.</summary>
    public static Where Server { get; } = _ => ValueTask.FromResult<IReadOnlyList<string>>([AccessPolicy.Server]);

    /// <summary>The environment of the rollout in the route: <c>{id}</c>.</summary>
    public static Where Rollout { get; } = async request =>
        await Get<Ledger>(request).Store.FindRolloutAsync(Value(request.HttpContext, "id")!, request.HttpContext.RequestAborted) is { } row
            ? [new EnvironmentKey(row.App, row.Environment).ToString()]
            : [];

    /// <summary><c>app</c> and <c>environment</c> in the route or the query.</summary>
    public static Where Named { get; } = request => FindAsync(request, Value(request.HttpContext, "app"), Value(request.HttpContext, "environment"));

    /// <summary>All that the freeze in the route covers.</summary>
    public static Where Freeze { get; } = async request =>
    {
        var freezes = await Get<Ledger>(request).Freezes.ReadAsync(request.HttpContext.RequestAborted);
        return freezes.FirstOrDefault(f => f.Id == Value(request.HttpContext, "id")) is { } freeze ? await CoveredAsync(request, freeze.Scope) : [];
    };

    /// <summary>All that the emergency stop in the route covers.</summary>
    public static Where Stop { get; } = async request =>
    {
        var stops = await Get<Stops>(request).ReadAsync(request.HttpContext.RequestAborted);
        return stops.FirstOrDefault(s => s.Id == Value(request.HttpContext, "id")) is { } stop ? await CoveredAsync(request, stop.Scope) : [];
    };

    /// <summary>The environments of all apps of the release train in the route: <c>{id}</c>.</summary>
    public static Where Train { get; } = async request =>
        await Get<TrainLedger>(request).LoadAsync(Value(request.HttpContext, "id")!, request.HttpContext.RequestAborted) is { } train
            ? [.. train.Places.Select(place => place.ToString())]
            : [];

    /// <summary>The environments of all apps in the release train's file in the body; what is wrong with the file is for the endpoint to say.</summary>
    public static Where TrainFile { get; } = request => ValueTask.FromResult<IReadOnlyList<string>>(
        TrainReader.Read(request.Arguments.OfType<TrainRequest>().Single().Document).Train is { } train
            ? [.. train.Waves.SelectMany(wave => wave).Select(app => new EnvironmentKey(app.App, train.Environment).ToString())]
            : []);

    /// <summary>All that the repository in the route wants: <c>{name}</c>.</summary>
    public static Where Repository { get; } = async request =>
        [.. (await Get<GitLedger>(request).LoadAsync(Value(request.HttpContext, "name")!, request.HttpContext.RequestAborted)).Wants.Select(want => want.Place.ToString())];

    /// <summary>What the body names.</summary>
    public static Where Body<T>(Func<T, (string? App, string? Environment)> names) => request =>
    {
        var (app, environment) = names(request.Arguments.OfType<T>().Single());
        return FindAsync(request, app, environment);
    };

    /// <summary>All that the pattern in the body covers.</summary>
    public static Where Scope<T>(Func<T, string> scope) => request => CoveredAsync(request, scope(request.Arguments.OfType<T>().Single()));

    private static async ValueTask<IReadOnlyList<string>> FindAsync(EndpointFilterInvocationContext request, string? app, string? environment)
    {
        var found = await Get<Places>(request).FindAsync(app, environment, request.HttpContext.RequestAborted);
        return found.IsAccepted ? [found.Value.Key.ToString()] : [];
    }

    /// <summary>The places that are there now, so that a deny on one of them holds; and the pattern itself, which only a rule as wide as it covers.</summary>
    private static async ValueTask<IReadOnlyList<string>> CoveredAsync(EndpointFilterInvocationContext request, string scope) =>
    [
        scope,
        .. (await Get<Places>(request).AllAsync(request.HttpContext.RequestAborted)).Select(p => p.Key.ToString()).Where(key => Glob.Matches(scope, key)),
    ];

    private static string? Value(HttpContext http, string name) =>
        http.GetRouteValue(name) as string ?? (http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null);

    private static T Get<T>(EndpointFilterInvocationContext request)
        where T : notnull => request.HttpContext.RequestServices.GetRequiredService<T>();
}
