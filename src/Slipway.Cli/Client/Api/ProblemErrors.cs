using Slipway.Contracts;
using Slipway.Contracts.Problems;

namespace Slipway.Cli.Client.Api;

/// <summary>A problem answer as an exit code and messages.</summary>
internal static class ProblemErrors
{
    public static VerbFailedException ToFailure(Problem problem, int status) =>
        new(ExitCode(problem.Code, status), problem.Errors is { Count: > 0 } errors ? errors : [new ProblemError("", null, Message(problem, status))]);

    private static string Message(Problem problem, int status)
    {
        var text = problem.Detail ?? problem.Title ?? $"the server answered {status} without saying why";
        return problem.Rollout is { } id && !text.Contains(id, StringComparison.Ordinal) ? $"{text} (rollout {id})" : text;
    }

    private static int ExitCode(string? code, int status) => (code, status) switch
    {
        (ProblemCodes.Blocked, _) => ExitCodes.Blocked,
        (ProblemCodes.Denied or ProblemCodes.Unauthenticated, _) or (null, 401 or 403) => ExitCodes.Denied,
        (ProblemCodes.Invalid or ProblemCodes.Ambiguous, _) or (null, 400) => ExitCodes.Invalid,
        _ => ExitCodes.Failed,
    };
}
