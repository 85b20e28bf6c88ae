namespace Slipway.Core.Analysis.Kayenta;

/// <summary>One metric of both arms, and what counts as a difference in it.</summary>
public sealed record KayentaMetric
{
    public required string Name { get; init; }

    /// <summary>Metrics of a group share its weight. Empty is a group like any other.</summary>
    public string Group { get; init; } = "";

    public KayentaDirection Direction { get; init; } = KayentaDirection.Either;

    /// <summary>Whether a difference in it, or its lack of data, alone makes the score 0.</summary>
    public bool Critical { get; init; }

    /// <summary>Whether its lack of data counts like a difference.</summary>
    public bool MustHaveData { get; init; }

    /// <summary>Classified, but left out of the score.</summary>
    public bool Muted { get; init; }

    public NanStrategy Nan { get; init; } = NanStrategy.Remove;

    public OutlierStrategy Outliers { get; init; } = OutlierStrategy.Keep;

    public EffectMeasure Effect { get; init; } = EffectMeasure.MeanRatio;

    /// <summary>An effect below this is not High; finite. Null: <see cref="EffectMeasures.Neutral"/>.</summary>
    public double? AllowedIncrease { get; init; }

    /// <summary>An effect above this is not Low; finite. Null: <see cref="EffectMeasures.Neutral"/>.</summary>
    public double? AllowedDecrease { get; init; }

    /// <summary>An effect of at least this is a critical result of a critical metric; finite. Null: <see cref="EffectMeasures.Neutral"/>.</summary>
    public double? CriticalIncrease { get; init; }

    /// <summary>An effect of at most this is a critical result of a critical metric; finite. Null: <see cref="EffectMeasures.Neutral"/>.</summary>
    public double? CriticalDecrease { get; init; }

    /// <summary>Points in any order, NaN where there was none.</summary>
    public required IReadOnlyList<double> Candidate { get; init; }

    /// <summary>Points in any order, NaN where there was none; not necessarily as many as the candidate's.</summary>
    public required IReadOnlyList<double> Baseline { get; init; }
}
