using Slipway.Core.Analysis.Kayenta;

namespace Slipway.Cli.Analyze.Views;

/// <summary>The JSON of the Kayenta-compatible judge's result.</summary>
internal sealed record KayentaView(double Score, KayentaVerdict Verdict, IReadOnlyList<KayentaMetricView> Metrics)
{
    public static KayentaView Of(KayentaResult result) => new(result.Score, result.Verdict, [.. result.Metrics.Select(KayentaMetricView.Of)]);
}
