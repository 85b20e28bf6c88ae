namespace Slipway.Core.Analysis.Kayenta;

/// <summary>The score, what it comes to, and what each metric came to.</summary>
/// <param name="Score">0 to 100, two decimals.</param>
/// <param name="Metrics">In the order of the input, muted ones too.</param>
public sealed record KayentaResult(double Score, KayentaVerdict Verdict, IReadOnlyList<KayentaMetricResult> Metrics);
