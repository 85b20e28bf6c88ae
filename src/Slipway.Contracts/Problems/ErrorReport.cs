namespace Slipway.Contracts.Problems;

/// <summary>What the program prints for errors under <c>-o json</c>.</summary>
/// <param name="Errors">At least one.</param>
public sealed record ErrorReport(IReadOnlyList<ProblemError> Errors);
