using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Gates;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Values;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

/// <summary>What people with roles say of a rollout: approve, reject, withdraw, override.</summary>
internal static class ApprovalEndpoints
{
    private const int MaxLive = 1000;
    private const int DefaultOverrideMinutes = 60;
    private const int MaxOverrideMinutes = 1440;

    public static void MapApprovals(this IEndpointRouteBuilder api)
    {
        var rollouts = api.MapGroup("/rollouts/{id}").WithTags("approvals");
        rollouts.MapGet("/approvals", GetAsync).WithName("getApprovals").Needs(Actions.View, Wheres.Rollout);
        api.MapGet("/approvals", ListAsync).WithName("listApprovals").WithTags("approvals").ForAnyone();
        Say(rollouts, "approve", (request, state, caller, now) => new Command.Approve(
            caller.Name, caller.RolesOn(state.Plan.Environment), DigestOf(request.Plan, state), request.Step, request.Reason, now));
        Say(rollouts, "withdraw", (_, _, caller, _) => new Command.Withdraw(caller.Name));
        Say(rollouts, "reject", (request, state, caller, _) => new Command.Reject(caller.Name, caller.RolesOn(state.Plan.Environment), request.Reason));
        rollouts.MapPost("/override", OverrideAsync).WithName("override").Needs(Actions.Override, Wheres.Rollout)
            .Produces<Problem>(StatusCodes.Status409Conflict, Problem.MediaType);
    }

    private static async Task<Results<Ok<ApprovalsView>, JsonHttpResult<Problem>>> GetAsync(string id, Ledger ledger, CancellationToken cancellation) =>
        await ledger.LoadAsync(id, cancellation) is { } state ? TypedResults.Ok(GateViews.Approvals(state, ledger.Now)) : Missing(id);

    /// <summary>The live rollouts that ask for an approval which they do not have.</summary>
    private static async Task<Ok<IReadOnlyList<ApprovalsView>>> ListAsync(string? app, string? environment, Ledger ledger, HttpContext context, CancellationToken cancellation)
    {
        var caller = Caller.Of(context);
        var views = new List<ApprovalsView>();
        foreach (var row in await ledger.Store.ListRolloutsAsync(app, environment, liveOnly: true, MaxLive, cancellation))
        {
            if (caller.May(Actions.View, new EnvironmentKey(row.App, row.Environment))
                && await ledger.LoadAsync(row.Id, cancellation) is { } state && state.Steps.Skip(state.Index).Any(s => s.Step is ApproveStep))
                views.Add(GateViews.Approvals(state, ledger.Now));
        }

        return TypedResults.Ok<IReadOnlyList<ApprovalsView>>(views);
    }

    private static void Say(RouteGroupBuilder rollouts, string verb, Func<ApprovalRequest, RolloutState, Caller, DateTimeOffset, Command> command) =>
        rollouts.MapPost($"/{verb}", async Task<Results<Ok<ApprovalsView>, JsonHttpResult<Problem>>> (
            string id, ApprovalRequest? request, RolloutService service, Ledger ledger, HttpContext context, CancellationToken cancellation) =>
        {
            if (await ledger.LoadAsync(id, cancellation) is not { } state)
                return Missing(id);
            var caller = Caller.Of(context);
            var outcome = await service.CommandAsync(id, command(request ?? new ApprovalRequest(), state, caller, ledger.Now), caller.Actor, cancellation);
            return outcome.IsAccepted ? TypedResults.Ok(GateViews.Approvals(outcome.Value, ledger.Now)) : ApiProblems.Of(outcome.Refusal);
        }).WithName(verb).Needs(Actions.Approve, Wheres.Rollout).Produces<Problem>(StatusCodes.Status409Conflict, Problem.MediaType);

    private static async Task<Results<Accepted<RolloutView>, JsonHttpResult<Problem>>> OverrideAsync(
        string id, OverrideRequest request, RolloutService service, RolloutReader reader, Ledger ledger, HttpContext context, CancellationToken cancellation)
    {
        if (!Enum.TryParse<GateKind>(request.Gate, ignoreCase: true, out var gate) || !Enum.IsDefined(gate) || int.TryParse(request.Gate, out _))
            return ApiProblems.Of(ProblemCodes.Invalid, $"'{request.Gate}' is no gate: {string.Join(", ", Enum.GetValues<GateKind>().Select(Sentences.Gate))}");
        var minutes = request.Minutes ?? DefaultOverrideMinutes;
        if (minutes is < 1 or > MaxOverrideMinutes)
            return ApiProblems.Of(ProblemCodes.Invalid, $"an override lasts 1 to {MaxOverrideMinutes} minutes, not {minutes}");
        var caller = Caller.Of(context);
        var command = new Command.Override(gate, caller.Name, request.Reason, ledger.Now.AddMinutes(minutes));
        return await reader.AcceptedAsync(await service.CommandAsync(id, command, caller.Actor, cancellation), cancellation);
    }

    /// <summary>Null when none is given; of a beginning that fits, the whole.</summary>
    private static Digest? DigestOf(string? text, RolloutState state)
    {
        if (string.IsNullOrEmpty(text) || text == state.Digest.Short)
            return string.IsNullOrEmpty(text) ? null : state.Digest;
        return Digest.TryParse(text, out var digest) ? digest : Digest.Of(text);
    }

    private static JsonHttpResult<Problem> Missing(string id) =>
        ApiProblems.Of(ProblemCodes.NotFound, $"there is no rollout '{id}'; `slipway history` lists them");
}
