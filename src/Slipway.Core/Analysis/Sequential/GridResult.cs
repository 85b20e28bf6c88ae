namespace Slipway.Core.Analysis.Sequential;

/// <summary>The one-sided grid over the ratios that are not tolerated.</summary>
/// <param name="E">The e-value for "worse than tolerated"; infinite where it is too large for a number.</param>
public sealed record GridResult(double E);
