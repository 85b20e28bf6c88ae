using Slipway.Core.Analysis.Kayenta;

namespace Slipway.Core.Tests.Analysis.Kayenta;

/// <summary>One metric judged as the published cases are: tolerance 0.10, confidence 0.95, whatever number of points.</summary>
internal static class KayentaCase
{
    public static double[] A { get; } = [20, 22, 21, 25, 30];

    public static double[] B { get; } = [1, 2.2, 1.1, 2.5, 3];

    public static KayentaMetric Metric(double[] candidate, double[] baseline) =>
        new() { Name = "m", Group = "g", Candidate = candidate, Baseline = baseline };

    public static KayentaMetric Passing(string group = "g") => Metric([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]) with { Group = group };

    public static KayentaMetric High(string group = "g") => Metric(A, B) with { Group = group };

    public static KayentaMetric Low(string group = "g") => Metric(B, A) with { Group = group };

    public static KayentaMetric Empty(string group = "g") => Metric([], B) with { Group = group };

    public static KayentaInput Input(params KayentaMetric[] metrics) =>
        new() { Tolerance = 0.10, Confidence = 0.95, MinPoints = 1, Metrics = metrics };

    public static KayentaMetricResult Judge(KayentaMetric metric, double tolerance = 0.10, double confidence = 0.95, int minPoints = 1) =>
        KayentaAnalysis.Judge(Input(metric) with { Tolerance = tolerance, Confidence = confidence, MinPoints = minPoints }).Metrics.Single();
}
