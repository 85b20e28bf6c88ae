using Slipway.Core.Analysis.Kayenta;

namespace Slipway.Cli.Analyze.Plots;

/// <summary>A metric's shift in per cent of its baseline's mean; NaN where there is none.</summary>
internal sealed record KayentaRow(KayentaMetricResult Metric, double Low, double High, double Estimate)
{
    public bool IsKnown => double.IsFinite(Low) && double.IsFinite(High) && double.IsFinite(Estimate);

    public static KayentaRow Of(KayentaMetricResult result, KayentaMetric metric)
    {
        var mean = Math.Abs(metric.Baseline.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average());
        return new KayentaRow(result, Percent(result.Low, mean), Percent(result.High, mean), Percent(result.Estimate, mean));
    }

    private static double Percent(double? shift, double mean) => mean > 0 && shift is { } value ? value / mean * 100 : double.NaN;
}
