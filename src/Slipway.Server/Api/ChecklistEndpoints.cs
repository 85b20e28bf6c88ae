using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Gates.Checklists;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

/// <summary>What has to be in order before a release comes, and after it has come.</summary>
internal static class ChecklistEndpoints
{
    public static void MapChecklists(this IEndpointRouteBuilder api)
    {
        var checklist = api.MapGroup("/checklist").WithTags("checklist");
        checklist.MapGet("", GetAsync).WithName("getChecklist").Needs(Actions.View, Wheres.Named);
        checklist.MapPost("/run", RunAsync).WithName("runChecklist").Needs(Actions.Sign, Wheres.Body<ChecklistRunRequest>(r => (r.App, r.Environment)));
        checklist.MapPost("/{item}/sign", SignAsync).WithName("signItem")
            .Needs(Actions.Sign, Wheres.Body<SignRequest>(r => (r.App, r.Environment)))
            .Produces<Problem>(StatusCodes.Status403Forbidden, Problem.MediaType);
        checklist.MapPost("/{item}/withdraw", WithdrawAsync).WithName("withdrawItem").Needs(Actions.Sign, Wheres.Body<ChecklistWithdrawRequest>(r => (r.App, r.Environment)));
    }

    private static Task<Results<Ok<ChecklistView>, JsonHttpResult<Problem>>> GetAsync(
        string? app, string? environment, string? release, Places places, Ledger ledger, Checklists checklists, CancellationToken cancellation) =>
        AnswerAsync(app, environment, release, places, ledger, async (place, _) => await checklists.ReadAsync(place.Key, cancellation), cancellation);

    private static Task<Results<Ok<ChecklistView>, JsonHttpResult<Problem>>> RunAsync(
        ChecklistRunRequest request, Places places, Ledger ledger, Checklists checklists, HttpContext context, CancellationToken cancellation) =>
        AnswerAsync(request.App, request.Environment, request.Release, places, ledger, (place, release) => checklists.RunAsync(
            place, request.Items, request.After ? ChecklistMoment.After : ChecklistMoment.Before, release, Caller.Of(context).Actor, cancellation), cancellation);

    private static Task<Results<Ok<ChecklistView>, JsonHttpResult<Problem>>> SignAsync(
        string item, SignRequest request, Places places, Ledger ledger, Checklists checklists, HttpContext context, CancellationToken cancellation) =>
        AnswerAsync(request.App, request.Environment, request.Release, places, ledger, (place, release) =>
        {
            var caller = Caller.Of(context);
            return checklists.SignAsync(
                place, item, request.Role, caller.RolesOn(place.Key), request.Evidence, request.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
                release, caller.Actor, cancellation);
        }, cancellation);

    private static Task<Results<Ok<ChecklistView>, JsonHttpResult<Problem>>> WithdrawAsync(
        string item, ChecklistWithdrawRequest request, Places places, Ledger ledger, Checklists checklists, HttpContext context, CancellationToken cancellation) =>
        AnswerAsync(request.App, request.Environment, null, places, ledger, (place, _) =>
            checklists.WithdrawAsync(place, item, request.Reason, Caller.Of(context).Actor, cancellation), cancellation);

    private static async Task<Results<Ok<ChecklistView>, JsonHttpResult<Problem>>> AnswerAsync(
        string? app, string? environment, string? version, Places places, Ledger ledger,
        Func<Place, ReleaseVersion?, Task<Outcome<ChecklistState>>> act, CancellationToken cancellation)
    {
        var found = await places.FindAsync(app, environment, cancellation);
        if (!found.IsAccepted)
            return ApiProblems.Of(found.Refusal);
        var (key, checklist) = (found.Value.Key, found.Value.Environment.Checklist);
        if (checklist is null)
            return ApiProblems.Of(ProblemCodes.NotFound, $"{key} has no `checklist` in its spec");
        if (version is not null && !ReleaseVersion.TryParse(version, out _))
            return ApiProblems.Of(ProblemCodes.Invalid, $"'{version}' is not a version: {ReleaseVersion.Shape}");
        var (release, start) = version is null ? await OnItsWayAsync(key, ledger, cancellation) : (ReleaseVersion.Parse(version), null);
        var outcome = await act(found.Value, release);
        return outcome.IsAccepted
            ? TypedResults.Ok(ChecklistViews.Of(key, checklist, outcome.Value, release, ledger.Now, start))
            : ApiProblems.Of(outcome.Refusal);
    }

    /// <summary>The version of the rollout under way with its begin, else the stable one.</summary>
    private static async Task<(ReleaseVersion? Release, DateTimeOffset? Start)> OnItsWayAsync(EnvironmentKey key, Ledger ledger, CancellationToken cancellation)
    {
        var environment = await ledger.LoadEnvironmentAsync(key, cancellation);
        return (environment.Live ?? environment.KeepingWarm) is { } id && await ledger.LoadAsync(id, cancellation) is { } state
            ? (state.Plan.Release.Version, state.NotBefore?.At ?? state.PlannedAt)
            : (environment.StableRelease?.Version, null);
    }
}
