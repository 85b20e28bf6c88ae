using Microsoft.AspNetCore.Http;
using Slipway.Contracts.Problems;
using Slipway.Core.Access.Tokens;
using Slipway.Server.Api;

namespace Slipway.Server.Access;

/// <summary>
/// Refuses a request that has a token in its URL, even a good one: addresses stand in logs, histories and referrers. The answer
/// repeats nothing of it, and nothing of it is logged.
/// </summary>
internal sealed class UrlGuard(RequestDelegate next)
{
    private static readonly string[] Names = ["token", "access_token", "id_token", "api_key", "apikey", "authorization", "password"];

    public Task InvokeAsync(HttpContext context)
    {
        var url = context.Request;
        var found = url.Query.Any(p => Names.Contains(p.Key, StringComparer.OrdinalIgnoreCase) || p.Value.Any(HasToken)) || HasToken(url.Path.Value);
        return found
            ? ApiProblems.Of(ProblemCodes.Invalid, "a token does not belong into a URL, which is logged on its way: send it as `Authorization: Bearer`, and revoke the one that was sent").ExecuteAsync(context)
            : next(context);
    }

    private static bool HasToken(string? text) => text?.Contains(TokenText.Prefix, StringComparison.Ordinal) == true;
}
