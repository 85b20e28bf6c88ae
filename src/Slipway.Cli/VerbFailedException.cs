using Slipway.Contracts;
using Slipway.Contracts.Problems;

namespace Slipway.Cli;

/// <summary>A verb cannot do what it was asked. Caught in one place (<see cref="Verb"/>), which prints the errors and ends with the code.</summary>
/// <param name="lines">For people, where a file's errors are better told as a compiler does; null: made from the errors.</param>
internal sealed class VerbFailedException(int exitCode, IReadOnlyList<ProblemError> errors, IReadOnlyList<string>? lines = null)
    : Exception(errors[0].Message)
{
    public VerbFailedException(int exitCode, string message) : this(exitCode, [new ProblemError("", null, message)])
    {
    }

    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>At least one.</summary>
    public IReadOnlyList<ProblemError> Errors { get; } = errors;

    public IReadOnlyList<string>? Lines { get; } = lines;
}
