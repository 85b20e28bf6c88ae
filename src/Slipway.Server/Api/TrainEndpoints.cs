using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Trains;
using Slipway.Core.Trains;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

/// <summary>Several apps released together. The word is train, as a release is one app's version.</summary>
internal static class TrainEndpoints
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 200;

    public static void MapTrains(this IEndpointRouteBuilder api)
    {
        var trains = api.MapGroup("/trains").WithTags("trains");
        trains.MapGet("", ListAsync).WithName("listTrains").ForAnyone();
        trains.MapPost("", StartAsync).WithName("startTrain").Needs(Actions.Deploy, Wheres.TrainFile).Produces<Problem>(StatusCodes.Status409Conflict, Problem.MediaType);
        trains.MapGet("/{id}", GetAsync).WithName("getTrain").Needs(Actions.View, Wheres.Train);
        trains.MapPost("/{id}/abort", AbortAsync).WithName("abortTrain").Needs(Actions.Abort, Wheres.Train).Produces<Problem>(StatusCodes.Status409Conflict, Problem.MediaType);
    }

    /// <summary>Those whose apps the caller may all view: a train tells of each.</summary>
    private static async Task<Ok<IReadOnlyList<TrainView>>> ListAsync(int? limit, TrainLedger trains, HttpContext context, CancellationToken cancellation)
    {
        var caller = Caller.Of(context);
        var found = await trains.NewestAsync(Math.Clamp(limit ?? DefaultLimit, 1, MaxLimit), cancellation);
        return TypedResults.Ok<IReadOnlyList<TrainView>>([.. found.Where(t => t.Places.All(place => caller.May(Actions.View, place))).Select(t => TrainViews.Of(t, trains.Now))]);
    }

    private static async Task<Results<Accepted<TrainView>, JsonHttpResult<Problem>>> StartAsync(
        TrainRequest request, TrainService service, TrainLedger trains, HttpContext context, CancellationToken cancellation) =>
        Accepted(await service.StartAsync(request.Document, request.Reason, Caller.Of(context).Actor, cancellation), trains);

    private static async Task<Results<Ok<TrainView>, JsonHttpResult<Problem>>> GetAsync(string id, TrainLedger trains, CancellationToken cancellation) =>
        await trains.LoadAsync(id, cancellation) is { } state
            ? TypedResults.Ok(TrainViews.Of(state, trains.Now))
            : ApiProblems.Of(ProblemCodes.NotFound, $"there is no release '{id}'; `slipway release list` lists them");

    private static async Task<Results<Accepted<TrainView>, JsonHttpResult<Problem>>> AbortAsync(
        string id, ReasonRequest? request, TrainService service, TrainLedger trains, HttpContext context, CancellationToken cancellation) =>
        Accepted(await service.AbortAsync(id, request?.Reason, Caller.Of(context).Actor, cancellation), trains);

    private static Results<Accepted<TrainView>, JsonHttpResult<Problem>> Accepted(Outcome<TrainState> outcome, TrainLedger trains) =>
        outcome.IsAccepted
            ? TypedResults.Accepted($"/api/v1/trains/{Uri.EscapeDataString(outcome.Value.Id)}", TrainViews.Of(outcome.Value, trains.Now))
            : ApiProblems.Of(outcome.Refusal);
}
