using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Health;
using Slipway.Core.Access;
using Slipway.Server.Access;
using Slipway.Server.Api.Health;

namespace Slipway.Server.Api;

internal static class DoctorEndpoints
{
    public static void MapDoctor(this IEndpointRouteBuilder api) => api.MapGet("/doctor", ExamineAsync).WithName("doctor").WithTags("health").Needs(Actions.View, Wheres.Server);

    private static async Task<Ok<IReadOnlyList<DoctorCheckView>>> ExamineAsync(IEnumerable<IDoctorCheck> checks, CancellationToken cancellation)
    {
        var found = new List<DoctorCheckView>();
        foreach (var check in checks)
            found.AddRange(await check.ExamineAsync(cancellation));
        return TypedResults.Ok<IReadOnlyList<DoctorCheckView>>(found);
    }
}
