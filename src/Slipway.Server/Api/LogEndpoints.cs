using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Values;
using Slipway.Server.Access;

namespace Slipway.Server.Api;

internal static class LogEndpoints
{
    private const int DefaultLines = 100;
    private const int MaxLines = 10_000;

    public static void MapLogs(this IEndpointRouteBuilder api) => api.MapGet("/logs", ReadAsync).WithName("readLogs").WithTags("environments").Needs(Actions.Logs, Wheres.Named);

    private static async Task<Results<Ok<IReadOnlyList<LogLineView>>, JsonHttpResult<Problem>>> ReadAsync(
        string? app, string? environment, string? slot, int? lines, Places places, Adapters adapters, CancellationToken cancellation)
    {
        var side = Slot.Blue;
        if (slot is not null && !Slots.TryParse(slot, out side))
            return ApiProblems.Of(ProblemCodes.Invalid, $"'{slot}' is no side: blue or green");
        var found = await places.FindAsync(app, environment, cancellation);
        if (!found.IsAccepted)
            return ApiProblems.Of(found.Refusal);
        var target = adapters.TargetFor(found.Value.Environment.Target);
        var views = new List<LogLineView>();
        foreach (var one in slot is null ? Slots.All : [side])
        {
            var read = await target.ReadLogsAsync(found.Value.Key, one, Math.Clamp(lines ?? DefaultLines, 1, MaxLines), cancellation);
            views.AddRange(read.Select(l => new LogLineView(one.Label(), l.Instance, l.Text)));
        }

        return TypedResults.Ok<IReadOnlyList<LogLineView>>(views);
    }
}
