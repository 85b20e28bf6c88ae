namespace Slipway.Core.Analysis.Sequential;

/// <summary>What a <see cref="RateGrid"/> takes into account beside the plain average of likelihood ratios; by default nothing.</summary>
/// <param name="Noise">σ: the standard deviation of the logarithm of the ratio of two equal sides; 0 or more.</param>
/// <param name="StillGood">The part of the weight, at the beginning, on a candidate that is good as yet and may go bad; 0 up to 1.</param>
/// <param name="ShowsNotWorse">Whether it gathers evidence that the candidate is not worse, instead of that it is.</param>
public readonly record struct RateGridOptions(double Noise = 0, double StillGood = 0, bool ShowsNotWorse = false);
