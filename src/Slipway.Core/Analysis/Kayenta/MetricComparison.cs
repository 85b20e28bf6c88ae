namespace Slipway.Core.Analysis.Kayenta;

/// <summary>Compares one metric of the two arms.</summary>
internal static class MetricComparison
{
    public static KayentaMetricResult Compare(KayentaMetric metric, KayentaInput input)
    {
        if (Infinite("candidate", metric.Candidate) is { } ours)
            return Error(metric, ours);
        if (Infinite("baseline", metric.Baseline) is { } theirs)
            return Error(metric, theirs);

        var candidate = Arm.Prepare(metric.Candidate, metric.Nan, metric.Outliers);
        var baseline = Arm.Prepare(metric.Baseline, metric.Nan, metric.Outliers);
        if (Math.Min(candidate.Length, baseline.Length) < input.MinPoints)
            return NoData(metric, input, candidate.Length, baseline.Length);
        if (!double.IsFinite(candidate[^1] - baseline[0]) || !double.IsFinite(candidate[0] - baseline[^1]))
            return Error(metric, "the points are so large that their differences are no numbers");

        if (Arm.IsConstant(candidate) && Arm.IsConstant(baseline) && candidate[0] != baseline[0])
            (candidate, baseline) = (Arm.WithNoise(candidate), Arm.WithNoise(baseline));
        return Classified(metric, new MannWhitney(candidate, baseline, input.Confidence), input.Tolerance, MeanRatio(candidate, baseline));
    }

    private static KayentaMetricResult Classified(KayentaMetric metric, MannWhitney test, double tolerance, double meanRatio)
    {
        var effect = metric.Effect == EffectMeasure.Cles ? test.Superiority : meanRatio;
        var neutral = metric.Effect.Neutral();
        var isHigher = metric.Direction != KayentaDirection.Decrease && test.IsHigher(tolerance) && !IsBelow(effect, metric.AllowedIncrease ?? neutral);
        var isLower = metric.Direction != KayentaDirection.Increase && test.IsLower(tolerance) && !IsAbove(effect, metric.AllowedDecrease ?? neutral);
        var isCritical = metric.Critical
            && ((isHigher && !IsBelow(effect, metric.CriticalIncrease ?? neutral)) || (isLower && !IsAbove(effect, metric.CriticalDecrease ?? neutral)));
        var classification = isHigher ? KayentaClassification.High : isLower ? KayentaClassification.Low : KayentaClassification.Pass;
        return new KayentaMetricResult(metric.Name, classification, isCritical, test.Low, test.High, test.Estimate, double.IsNaN(effect) ? null : effect);
    }

    /// <summary>Without points at all it is Kayenta's rule; with too few it is ours, and the wish to read NaN as 0 does not make them more.</summary>
    private static KayentaMetricResult NoData(KayentaMetric metric, KayentaInput input, int candidate, int baseline)
    {
        if (metric.Nan == NanStrategy.Replace && input.MinPoints <= 1)
            return new KayentaMetricResult(metric.Name, KayentaClassification.Pass, Critical: false, null, null, null, null);
        var classification = metric is { MustHaveData: true, Critical: false } ? KayentaClassification.NodataFailMetric : KayentaClassification.Nodata;
        return new KayentaMetricResult(metric.Name, classification, metric.Critical, null, null, null, null)
        {
            Reason = $"insufficient data: {candidate} points of the candidate and {baseline} of the baseline, at least {input.MinPoints} of each are needed",
        };
    }

    private static KayentaMetricResult Error(KayentaMetric metric, string reason) =>
        new(metric.Name, KayentaClassification.Error, metric.Critical, null, null, null, null) { Reason = reason };

    private static string? Infinite(string arm, IReadOnlyList<double> points)
    {
        for (var index = 0; index < points.Count; index++)
        {
            if (double.IsInfinity(points[index]))
                return $"{arm}[{index}] is infinite";
        }

        return null;
    }

    private static double MeanRatio(double[] candidate, double[] baseline)
    {
        var (ours, theirs) = (Mean(candidate), Mean(baseline));
        return ours == 0 || theirs == 0 ? double.NaN : ours / theirs;
    }

    /// <summary>Each point is divided first: the sum of large ones might be no number.</summary>
    private static double Mean(double[] points)
    {
        double mean = 0;
        foreach (var point in points)
            mean += point / points.Length;
        return mean;
    }

    // Both are false where there is no effect: then it does not count.
    private static bool IsBelow(double effect, double limit) => Rounding.IsAbove(limit, effect);

    private static bool IsAbove(double effect, double limit) => Rounding.IsAbove(effect, limit);
}
