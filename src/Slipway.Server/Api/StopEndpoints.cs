using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Stopping;
using Slipway.Core.Values;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

/// <summary>Emergency stops. Who may freeze a scope may stop it.</summary>
internal static class StopEndpoints
{
    public static void MapStops(this IEndpointRouteBuilder api)
    {
        var stops = api.MapGroup("/stops").WithTags("stops");
        stops.MapGet("", ListAsync).WithName("listStops").ForAnyone();
        stops.MapPost("", BeginAsync).WithName("stop").Needs(Actions.Freeze, Wheres.Scope<StopRequest>(r => r.Scope));
        stops.MapPost("/{id}/lift", LiftAsync).WithName("liftStop").Needs(Actions.Freeze, Wheres.Stop);
    }

    private static async Task<Ok<IReadOnlyList<StopView>>> ListAsync(Stops stops, CancellationToken cancellation) =>
        TypedResults.Ok<IReadOnlyList<StopView>>([.. (await stops.ReadAsync(cancellation)).Select(GateViews.Of)]);

    private static async Task<Results<Ok<StopView>, JsonHttpResult<Problem>>> BeginAsync(StopRequest request, Stops stops, HttpContext context, CancellationToken cancellation)
    {
        if (request.ToZero.Concat(request.MaintenancePages).FirstOrDefault(name => !EnvironmentKey.TryParse(name, out _)) is { } wrong)
            return ApiProblems.Of(Refusal.Of(RefusalKind.Invalid, $"'{wrong}' is no environment of an app: write shop/production"));
        var outcome = await stops.BeginAsync(
            request.Scope, request.Reason, Keys(request.ToZero), Keys(request.MaintenancePages), Caller.Of(context).Actor, cancellation);
        return outcome.IsAccepted ? TypedResults.Ok(GateViews.Of(outcome.Value)) : ApiProblems.Of(outcome.Refusal);
    }

    private static IReadOnlyList<EnvironmentKey> Keys(IReadOnlyList<string> names) => [.. names.Select(name => EnvironmentKey.TryParse(name, out var key) ? key : default)];

    private static async Task<Results<Ok<StopView>, JsonHttpResult<Problem>>> LiftAsync(string id, ReasonRequest? request, Stops stops, HttpContext context, CancellationToken cancellation)
    {
        var outcome = await stops.LiftAsync(id, request?.Reason, Caller.Of(context).Actor, cancellation);
        return outcome.IsAccepted ? TypedResults.Ok(GateViews.Of(outcome.Value)) : ApiProblems.Of(outcome.Refusal);
    }
}
