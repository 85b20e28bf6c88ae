using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Specs;
using Slipway.Core.Upkeep.WhatIf;
using Slipway.Server.Access;

namespace Slipway.Server.Api;

internal static class WhatIfEndpoints
{
    public static void MapWhatIf(this IEndpointRouteBuilder api) => api.MapPost("/what-if", AskAsync).WithName("whatIf").WithTags("rollouts").Needs(Actions.View, Wheres.Server);

    private static async Task<Results<Ok<WhatIfView>, JsonHttpResult<Problem>>> AskAsync(
        WhatIfRequest request, Ledger ledger, IEvidence evidence, CancellationToken cancellation)
    {
        var read = SpecReader.Read(request.Spec, "/");
        if (read.Spec is not { } spec || !read.IsValid)
            return ApiProblems.Of(new Refusal(RefusalKind.Invalid, "the rules are not valid", null, read.Errors));
        if (request.Environment is { } name && spec.Environments.All(e => e.Name != name))
            return ApiProblems.Of(ProblemCodes.Invalid, $"the rules have no environment '{name}'; they have {string.Join(", ", spec.Environments.Select(e => e.Name))}");
        var report = await new PastReader(ledger.Store, evidence).ReadAsync(spec, request.Environment, request.Since ?? DateTimeOffset.MinValue, cancellation);
        return TypedResults.Ok(new WhatIfView(report.Rollouts, [.. report.Others.Select(o => new OtherDecisionView(o.Rollout, o.At, o.Rule, o.Then, o.Instead))]));
    }
}
