using Slipway.Core.Analysis.Kayenta;

namespace Slipway.Cli.Analyze.Views;

internal sealed record KayentaMetricView(
    string Name, KayentaClassification Classification, bool Critical, double? Low, double? High, double? Estimate, double? Effect)
{
    public static KayentaMetricView Of(KayentaMetricResult metric) => new(
        metric.Name, metric.Classification, metric.Critical,
        AnalysisJson.Finite(metric.Low), AnalysisJson.Finite(metric.High), AnalysisJson.Finite(metric.Estimate), AnalysisJson.Finite(metric.Effect));
}
