namespace Slipway.Core.Analysis.BurnRate;

/// <summary>What a burn rate is computed from. <see cref="BurnRateAnalysis.Problems"/> says what is wrong with one.</summary>
public sealed record BurnRateInput
{
    /// <summary>The part of the requests that shall be good: above 0, below 1, such as 0.999.</summary>
    public required double Slo { get; init; }

    /// <summary>At least one; each of them alone fires.</summary>
    public IReadOnlyList<BurnRateWindow> Windows { get; init; } = BurnRateWindow.Pages;

    /// <summary>Counts of each interval, the oldest first, times rising; at least one. The last one's time is now.</summary>
    public required IReadOnlyList<BurnRatePoint> Series { get; init; }
}
