namespace Slipway.Core.Specs.Model;

/// <summary>
/// The judge of Spinnaker's Kayenta: traffic becomes a point a step for each metric and side, and at the end of each interval
/// all points of the candidate are compared with all of stable's. Only an increase counts: each metric is better when lower.
/// </summary>
public sealed record KayentaSpec : JudgeSpec
{
    public const string Kind = "kayenta";

    /// <summary>What is compared; at least one, each once, no request rate: the sides' shares of the traffic differ by intent.</summary>
    public IReadOnlyList<MetricName> Metrics { get; init; } = [MetricName.ErrorRate, MetricName.LatencyP50, MetricName.LatencyP99];

    /// <summary>The time that makes a point; 10 seconds or more.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The time from one judgement to the next, and to the first one; at least <see cref="Step"/>.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The first time of the candidate's exposure, which is left out: it is still cold then.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Fewer points of a metric are too little data; 1 or more.</summary>
    public int MinPoints { get; init; } = 5;

    /// <summary>Of the interval of a metric's shift; above 0 and below 1.</summary>
    public double Confidence { get; init; } = 0.98;

    /// <summary>The interval counts as a difference only beyond this part of the estimated shift; a fraction, 0 or more.</summary>
    public double Tolerance { get; init; } = 0.25;

    /// <summary>A mean up to this part above stable's is no increase; a fraction, 0 or more.</summary>
    public double AllowedIncrease { get; init; }

    /// <summary>A score of at least this passes; 0 to 100.</summary>
    public double Pass { get; init; } = 95;

    /// <summary>A score below this fails; 0 to <see cref="Pass"/>. Between the two the rollout is held.</summary>
    public double Marginal { get; init; } = 75;

    public bool Equals(KayentaSpec? other) =>
        base.Equals(other) && (Step, Every, WarmUp, MinPoints, Confidence, Tolerance, AllowedIncrease, Pass, Marginal)
            == (other.Step, other.Every, other.WarmUp, other.MinPoints, other.Confidence, other.Tolerance, other.AllowedIncrease, other.Pass, other.Marginal)
            && Metrics.SequenceEqual(other.Metrics);

    public override int GetHashCode() => HashCode.Combine(Step, Every, WarmUp, MinPoints, Confidence, Tolerance, Pass, Marginal);
}
