namespace Slipway.Contracts.Problems;

/// <summary>One error with its place. Also what <c>-o json</c> prints.</summary>
/// <param name="Path">In a spec <c>environments.production.strategy</c>, in a request the member, on the command line the option; empty when it concerns all.</param>
/// <param name="Line">From 1; null where there are no lines.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ProblemError(string Path, int? Line, string Message);
