namespace Slipway.Core.Analysis.Sequential;

/// <summary>A series of counts to judge.</summary>
public sealed record SequentialInput
{
    /// <summary>The chance of ever failing a candidate that is not worse; above 0 and below 1.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>A fraction above the baseline's error rate that is not worse: 0.25 for a quarter; 0 or more.</summary>
    public double Tolerance { get; init; }

    /// <summary>c of the mixture's prior Beta(cθ, c(1 − θ)); above 0.</summary>
    public double Concentration { get; init; } = 2;

    /// <summary>Oldest first; may be empty.</summary>
    public required IReadOnlyList<Observation> Observations { get; init; }
}
