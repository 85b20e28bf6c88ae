namespace Slipway.Core.Analysis;

/// <summary>A named number of a finding.</summary>
/// <param name="Name">In camel case, such as <c>candidateErrors</c>.</param>
/// <param name="Value">Finite.</param>
public readonly record struct Number(string Name, double Value);
