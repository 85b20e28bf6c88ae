namespace Slipway.Core.Analysis.Sequential;

/// <summary>The two-sided mixture over the totals.</summary>
/// <param name="E">The e-value against equal rates; infinite where it is too large for a number.</param>
/// <param name="EPlus">The part of it in which the candidate is worse.</param>
/// <param name="Low">The lower end of the confidence sequence of the ratio of error rates, candidate to baseline, at 1 − α; 0 where nothing is known about it.</param>
/// <param name="High">The upper end; infinite where nothing is known about it.</param>
public sealed record MixtureResult(double E, double EPlus, double Low, double High);
