using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Planning;
using Slipway.Core.Rollouts;
using Slipway.Core.Values;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

internal static class RolloutEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 1000;

    public static void MapRollouts(this IEndpointRouteBuilder api)
    {
        var rollouts = api.MapGroup("/rollouts").WithTags("rollouts");
        rollouts.MapPost("", DeployAsync).WithName("deploy")
            .Needs<DeployRequest>(ActionsOf, Wheres.Body<DeployRequest>(r => (r.App, r.Environment)))
            .Produces<Problem>(StatusCodes.Status409Conflict, Problem.MediaType);
        rollouts.MapGet("", ListAsync).WithName("listRollouts").ForAnyone();
        rollouts.MapGet("/{id}", GetAsync).WithName("getRollout").Needs(Actions.View, Wheres.Rollout);
        rollouts.MapGet("/{id}/events", EventsAsync).WithName("listRolloutEvents").Needs(Actions.View, Wheres.Rollout);
        rollouts.MapGet("/{id}/watch", WatchAsync).WithName("watchRollout").Needs(Actions.View, Wheres.Rollout).Lasts();
        Command(rollouts, Actions.Pause, (request, _) => new Command.Pause(request.Reason));
        Command(rollouts, Actions.Resume, (_, _) => new Command.Resume());
        Command(rollouts, Actions.Promote, (request, _) => request.OverrideBudget == true ? new Command.OverrideBudget(request.Reason) : new Command.Promote(request.Full ?? false, request.Reason));
        Command(rollouts, Actions.Abort, (request, caller) => new Command.Abort(caller, request.Reason));
        Command(rollouts, Actions.Retry, (_, _) => new Command.Retry());
    }

    /// <summary>To pass what would stand in the way is a right of its own.</summary>
    private static IReadOnlyList<string> ActionsOf(DeployRequest request) =>
    [
        Actions.Deploy, .. request.OverrideBudget ? [Actions.Override] : (string[])[], .. request.EmergencyMinutes is null ? (string[])[] : [Actions.Emergency],
    ];

    private static async Task<Results<Accepted<RolloutView>, JsonHttpResult<Problem>>> DeployAsync(
        DeployRequest request, RolloutService service, RolloutReader reader, HttpContext context, CancellationToken cancellation)
    {
        var outcome = await service.DeployAsync(
            new Request.Deploy(request.App, request.Environment, request.Version, request.Supersede, request.Reason, Caller.Of(context).Actor, request.OverrideBudget)
            {
                Manual = request.Manual,
                At = request.At,
                Source = request.Commit is null && request.Branch is null ? null : new Source(request.Commit, request.Branch),
                Emergency = request.EmergencyMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            },
            cancellation);
        return await reader.AcceptedAsync(outcome, cancellation);
    }

    private static async Task<Ok<IReadOnlyList<RolloutSummaryView>>> ListAsync(
        string? app, string? environment, bool? live, int? limit, Ledger ledger, HttpContext context, CancellationToken cancellation)
    {
        var caller = Caller.Of(context);
        var rows = await ledger.Store.ListRolloutsAsync(app, environment, live ?? false, Math.Clamp(limit ?? DefaultLimit, 1, MaxLimit), cancellation);
        return TypedResults.Ok<IReadOnlyList<RolloutSummaryView>>([.. rows.Where(r => caller.May(Actions.View, new EnvironmentKey(r.App, r.Environment))).Select(RolloutViews.Summary)]);
    }

    private static async Task<Results<Ok<RolloutView>, JsonHttpResult<Problem>>> GetAsync(string id, RolloutReader reader, CancellationToken cancellation) =>
        await reader.FindAsync(id, cancellation) is { } view ? TypedResults.Ok(view) : Missing(id);

    private static async Task<Results<Ok<IReadOnlyList<EventView>>, JsonHttpResult<Problem>>> EventsAsync(
        string id, long? after, int? limit, EventReader events, CancellationToken cancellation)
    {
        var found = await events.OfRolloutAsync(id, after ?? 0, Math.Clamp(limit ?? MaxLimit, 1, MaxLimit), cancellation);
        return found is null ? Missing(id) : TypedResults.Ok(found);
    }

    private static async Task<Results<ServerSentEventsResult<RolloutView>, JsonHttpResult<Problem>>> WatchAsync(
        string id, RolloutReader reader, RolloutWatch watch, CancellationToken cancellation) =>
        await reader.FindAsync(id, cancellation) is null ? Missing(id) : TypedResults.ServerSentEvents(watch.WatchAsync(id, cancellation));

    private static void Command(RouteGroupBuilder rollouts, string verb, Func<CommandRequest, string, Command> command) =>
        rollouts.MapPost($"/{{id}}/{verb}", async Task<Results<Accepted<RolloutView>, JsonHttpResult<Problem>>> (
            string id, CommandRequest? request, RolloutService service, RolloutReader reader, HttpContext context, CancellationToken cancellation) =>
        {
            var caller = Caller.Of(context);
            var outcome = await service.CommandAsync(id, command(request ?? new CommandRequest(), caller.Name), caller.Actor, cancellation);
            return await reader.AcceptedAsync(outcome, cancellation);
        }).WithName(verb)
            .Needs<CommandRequest?>(r => r?.OverrideBudget == true ? [verb, Actions.Override] : [verb], Wheres.Rollout)
            .Produces<Problem>(StatusCodes.Status409Conflict, Problem.MediaType);

    private static JsonHttpResult<Problem> Missing(string id) =>
        ApiProblems.Of(ProblemCodes.NotFound, $"there is no rollout '{id}'; `slipway history` lists them");
}
