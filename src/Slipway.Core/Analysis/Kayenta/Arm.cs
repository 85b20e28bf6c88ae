using MathNet.Numerics.Distributions;

namespace Slipway.Core.Analysis.Kayenta;

/// <summary>The points of one arm as they are compared: without NaN, without outliers where they are unwanted, rising.</summary>
internal static class Arm
{
    /// <summary>Outliers are so many interquartile ranges away from the quartiles.</summary>
    private const double OutlierRanges = 3;

    /// <summary>The standard deviation of the noise of a constant arm, as a part of its value.</summary>
    private const double NoisePart = 1e-5;

    public static double[] Prepare(IReadOnlyList<double> points, NanStrategy nan, OutlierStrategy outliers)
    {
        var kept = new List<double>(points.Count);
        foreach (var point in points)
        {
            if (!double.IsNaN(point))
                kept.Add(point);
            else if (nan == NanStrategy.Replace)
                kept.Add(0);
        }

        kept.Sort();
        var sorted = kept.ToArray();
        return outliers == OutlierStrategy.Remove && sorted.Length > 0 ? WithoutOutliers(sorted) : sorted;
    }

    public static bool IsConstant(double[] sorted) => sorted[0] == sorted[^1];

    /// <summary>
    /// A constant arm with normal noise of a hundred-thousandth of its value, so that constants that differ by less do not count as
    /// different. The noise is not drawn: it lies at the normal distribution's own quantiles, and is the same every time.
    /// </summary>
    public static double[] WithNoise(double[] constant)
    {
        var deviation = Math.Abs(constant[0]) * NoisePart;
        return [.. constant.Select((value, index) => value + (deviation * Normal.InvCDF(0, 1, (index + 0.5) / constant.Length)))];
    }

    private static double[] WithoutOutliers(double[] sorted)
    {
        var (lower, upper) = (Percentile.Of(sorted, 25), Percentile.Of(sorted, 75));
        var reach = OutlierRanges * (upper - lower);
        var lowest = Math.Min(Percentile.Of(sorted, 1), lower - reach);
        var highest = Math.Max(Percentile.Of(sorted, 99), upper + reach);
        return [.. sorted.Where(point => !Rounding.IsAbove(lowest, point) && !Rounding.IsAbove(point, highest))];
    }
}
