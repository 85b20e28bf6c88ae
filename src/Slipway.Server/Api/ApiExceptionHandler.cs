using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Slipway.Contracts.Problems;
using Slipway.Core.Ports;

namespace Slipway.Server.Api;

/// <summary>What was thrown, as problem details: a bad request, a port that does not answer, or a bug.</summary>
internal sealed partial class ApiExceptionHandler(ILogger<ApiExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.Response.HasStarted || (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested))
            return true;
        var problem = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => ApiProblems.Of(
                ProblemCodes.Invalid, $"The body is not valid: {json.Message}", errors: [new ProblemError(json.Path ?? "", null, json.Message)]),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ApiProblems.TooLarge(),
            BadHttpRequestException bad => ApiProblems.Of(ProblemCodes.Invalid, bad.Message, status: bad.StatusCode),
            PortUnavailableException port => ApiProblems.Of(ProblemCodes.Unavailable, port.Message),
            _ => Bug(httpContext, exception),
        };
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    private Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<Problem> Bug(HttpContext context, Exception exception)
    {
        LogBug(exception, context.Request.Method, context.Request.Path);
        return ApiProblems.Of(ProblemCodes.Internal, "This is a bug in Slipway; the server's log has the details");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogBug(Exception exception, string method, string path);
}
