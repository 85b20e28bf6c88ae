using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Values;
using Slipway.Server.Access;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

/// <summary>Who is asking, and what somebody may do. About oneself everybody may ask, about others who may administer.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder api)
    {
        var access = api.MapGroup("").WithTags("access").ForAnyone();
        access.MapGet("/whoami", WhoAmI).WithName("whoami");
        access.MapGet("/access/check", CheckAsync).WithName("checkAccess").Produces<AccessDecisionView>();
        access.MapGet("/access/explain", ExplainAsync).WithName("explainAccess").Produces<AccessExplanationView>();
    }

    private static Ok<CallerView> WhoAmI(HttpContext context)
    {
        var (principal, rights, _) = Caller.Of(context);
        return TypedResults.Ok(new CallerView
        {
            Name = principal.Name,
            Groups = principal.Groups,
            Credential = principal.Credential,
            Roles = rights.Roles,
            Scope = TokenViews.Scope(principal.Scope),
        });
    }

    private static Task<IResult> CheckAsync(string action, string app, string environment, string? person, string? groups, Policies policies, HttpContext context) =>
        AboutAsync(app, environment, person, groups, policies, context, (_, rights, key) =>
        {
            var decision = rights.Decide(action, key.ToString());
            return TypedResults.Ok(new AccessDecisionView(decision.IsAllowed, decision.By));
        });

    private static Task<IResult> ExplainAsync(string app, string environment, string? person, string? groups, Policies policies, HttpContext context) =>
        AboutAsync(app, environment, person, groups, policies, context, (name, rights, key) =>
        {
            var decisions = Actions.All.Select(action => (action, Decision: rights.Decide(action, key.ToString())));
            return TypedResults.Ok(new AccessExplanationView(
                name, key.ToString(), rights.RolesOn(key.ToString()), decisions.ToDictionary(d => d.action, d => new AccessDecisionView(d.Decision.IsAllowed, d.Decision.By))));
        });

    private static async Task<IResult> AboutAsync(
        string app, string environment, string? person, string? groups, Policies policies, HttpContext context, Func<string, Rights, EnvironmentKey, IResult> answer)
    {
        if (!EnvironmentKey.TryParse($"{app}/{environment}", out var key))
            return ApiProblems.Of(ProblemCodes.Invalid, $"app and environment are names of {EnvironmentKey.NameShape}");
        var caller = Caller.Of(context);
        if (person is null)
            return answer(caller.Principal.Name, caller.Rights, key);
        if (!Principal.IsName(person))
            return ApiProblems.Of(ProblemCodes.Invalid, $"a person has a name of 1 to {Principal.MaxNameLength} characters");
        if (await AccessRoutes.RefuseAsync(context, Actions.Admin, AccessPolicy.Server) is { } refusal)
            return refusal;
        var names = groups?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var other = policies.Current.Canonical(new Principal { Name = person, Groups = names, Credential = "nothing" });
        return answer(other.Name, policies.Current.RightsOf(other), key);
    }
}
