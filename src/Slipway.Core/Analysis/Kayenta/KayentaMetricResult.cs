namespace Slipway.Core.Analysis.Kayenta;

/// <summary>What one metric came to.</summary>
/// <param name="Critical">Whether this alone makes the score 0.</param>
/// <param name="Low">Lower end of the interval of the shift from baseline to candidate, in the metric's unit; null where none was computed.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Estimate">The shift itself (Hodges and Lehmann).</param>
/// <param name="Effect">In the metric's measure; null where there is none.</param>
public sealed record KayentaMetricResult(
    string Name, KayentaClassification Classification, bool Critical, double? Low, double? High, double? Estimate, double? Effect)
{
    /// <summary>Why there is no data, or what the error is, in a few words; null otherwise.</summary>
    public string? Reason { get; init; }
}
