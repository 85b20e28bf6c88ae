namespace Slipway.Core.Analysis.Kayenta;

/// <summary>
/// Comparisons that do not see what only rounding makes: the same points in another unit are rounded otherwise in their last
/// digits, and must be judged the same.
/// </summary>
internal static class Rounding
{
    /// <summary>Far above what sums and differences of some thousand points lose, far below what anybody means.</summary>
    private const double RelativeSlack = 1e-9;

    public static bool IsAbove(double value, double limit) =>
        value - limit > RelativeSlack * Math.Max(Math.Abs(value), Math.Abs(limit));
}
