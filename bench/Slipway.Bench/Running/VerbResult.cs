namespace Slipway.Bench.Running;

/// <summary>What one call of the program came to.</summary>
/// <param name="ExitCode">One of <see cref="Contracts.ExitCodes"/>.</param>
public sealed record VerbResult(int ExitCode, string Output, string Errors);
