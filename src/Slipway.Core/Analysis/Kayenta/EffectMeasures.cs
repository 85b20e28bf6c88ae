namespace Slipway.Core.Analysis.Kayenta;

public static class EffectMeasures
{
    /// <summary>What the measure says of two equal arms; from there on a difference counts unless a metric says otherwise.</summary>
    public static double Neutral(this EffectMeasure measure) => measure == EffectMeasure.Cles ? 0.5 : 1;
}
