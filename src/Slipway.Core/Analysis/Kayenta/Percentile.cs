namespace Slipway.Core.Analysis.Kayenta;

/// <summary>Percentiles of type R-7 (Hyndman and Fan's seventh): between two points, in a straight line.</summary>
internal static class Percentile
{
    /// <param name="sorted">Rising, at least one point.</param>
    /// <param name="percent">0 to 100.</param>
    public static double Of(ReadOnlySpan<double> sorted, double percent)
    {
        var position = percent / 100 * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
