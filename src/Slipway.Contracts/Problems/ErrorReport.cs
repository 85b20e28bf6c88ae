namespace Slipway.Contracts.Problems;

/// <summary>What the program prints for errors under <c>-o json</c>.</summary>
/// <param name="Errors">Empty from <c>validate</c> when the spec is valid.</param>
/// <param name="Warnings">What is allowed and hardly meant; null when there is nothing.</param>
public sealed record ErrorReport(IReadOnlyList<ProblemError> Errors, IReadOnlyList<ProblemError>? Warnings = null);
