using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Slipway.Contracts;
using Slipway.Contracts.Problems;
using Slipway.Core.Engine;
using Slipway.Server.Access;

namespace Slipway.Server.Api;

/// <summary>Refusals as problem details.</summary>
internal static class ApiProblems
{
    public static JsonHttpResult<Problem> Of(Refusal refusal) => Of(
        refusal.Kind switch
        {
            RefusalKind.Invalid => ProblemCodes.Invalid,
            RefusalKind.Ambiguous => ProblemCodes.Ambiguous,
            RefusalKind.NotFound => ProblemCodes.NotFound,
            RefusalKind.Blocked => ProblemCodes.Blocked,
            RefusalKind.Denied => ProblemCodes.Denied,
            RefusalKind.NoPreviousVersion => ProblemCodes.NoPreviousVersion,
            _ => throw new InvalidOperationException($"Unknown refusal {refusal.Kind}"),
        },
        refusal.Message,
        refusal.Rollout,
        refusal.Errors.Count == 0
            ? null
            : [.. refusal.Errors.Select(e => new ProblemError(e.Place, e.Line, e.Remedy is null ? e.Message : $"{e.Message} ({e.Remedy})"))]);

    public static JsonHttpResult<Problem> Of(
        string code, string detail, string? rollout = null, IReadOnlyList<ProblemError>? errors = null, int? status = null)
    {
        var number = status ?? StatusOf(code);
        var problem = new Problem
        {
            Type = $"urn:slipway:problem:{code}",
            Title = TitleOf(code),
            Status = number,
            Detail = detail,
            Code = code,
            Rollout = rollout,
            Errors = errors,
        };
        return TypedResults.Json(problem, SlipwayJson.Default.Problem, Problem.MediaType, number);
    }

    public static JsonHttpResult<Problem> TooLarge() => Of(
        ProblemCodes.TooLarge, $"The body is larger than {AccessOptions.MaxBodyBytes >> 20} MiB: no request of this API is; nothing was read");

    /// <summary>An answer that has a status and no body: an unknown path, a wrong method or media type.</summary>
    public static JsonHttpResult<Problem> OfStatus(HttpContext context)
    {
        var status = context.Response.StatusCode;
        // The framework answers some requests by itself, without an exception.
        if (status == StatusCodes.Status413PayloadTooLarge)
            return TooLarge();
        var code = status == StatusCodes.Status404NotFound ? ProblemCodes.NotFound : status < 500 ? ProblemCodes.Invalid : ProblemCodes.Internal;
        return Of(code, $"{context.Request.Method} {context.Request.Path}: {ReasonPhrases.GetReasonPhrase(status)}; the API is described at /openapi/v1.json", status: status);
    }

    private static int StatusOf(string code) => code switch
    {
        ProblemCodes.Invalid or ProblemCodes.Ambiguous => StatusCodes.Status400BadRequest,
        ProblemCodes.Unauthenticated => StatusCodes.Status401Unauthorized,
        ProblemCodes.Denied => StatusCodes.Status403Forbidden,
        ProblemCodes.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ProblemCodes.TooMany => StatusCodes.Status429TooManyRequests,
        ProblemCodes.NotFound => StatusCodes.Status404NotFound,
        ProblemCodes.Blocked or ProblemCodes.NotPossible or ProblemCodes.NoPreviousVersion => StatusCodes.Status409Conflict,
        ProblemCodes.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static string TitleOf(string code) => code switch
    {
        ProblemCodes.Invalid => "The request is not valid",
        ProblemCodes.Ambiguous => "It is not clear what is meant",
        ProblemCodes.Unauthenticated => "It is not known who asks",
        ProblemCodes.Denied => "Not allowed",
        ProblemCodes.TooLarge => "Too large",
        ProblemCodes.TooMany => "Too many requests",
        ProblemCodes.NotFound => "Not found",
        ProblemCodes.Blocked => "Something stands in the way",
        ProblemCodes.NotPossible => "Not possible now",
        ProblemCodes.NoPreviousVersion => "There is no version to go back to",
        ProblemCodes.Unavailable => "Not available now",
        _ => "The server failed",
    };
}
