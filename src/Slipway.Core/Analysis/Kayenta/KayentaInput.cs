namespace Slipway.Core.Analysis.Kayenta;

/// <summary>What the Kayenta-compatible judge is asked: metrics of two arms, and how strictly to compare them.</summary>
public sealed record KayentaInput
{
    /// <summary>Of the intervals of the shifts; above 0 and below 1.</summary>
    public double Confidence { get; init; } = 0.98;

    /// <summary>An interval counts as a difference only beyond this part of the estimated shift; a fraction, 0 or more.</summary>
    public double Tolerance { get; init; } = 0.25;

    /// <summary>Fewer points in an arm, after the NaNs, are insufficient data; 1 or more. 1 judges whatever there is, as Kayenta does.</summary>
    public int MinPoints { get; init; } = 5;

    /// <summary>A score of at least this passes; 0 to 100.</summary>
    public double Pass { get; init; } = 95;

    /// <summary>A score of at least this, and below <see cref="Pass"/>, is marginal; 0 to <see cref="Pass"/>.</summary>
    public double Marginal { get; init; } = 75;

    /// <summary>Per cent by group; 0 or more, together at most 100. Groups without a weight share the rest.</summary>
    public IReadOnlyDictionary<string, double> GroupWeights { get; init; } = new Dictionary<string, double>();

    /// <summary>At least one.</summary>
    public required IReadOnlyList<KayentaMetric> Metrics { get; init; }
}
