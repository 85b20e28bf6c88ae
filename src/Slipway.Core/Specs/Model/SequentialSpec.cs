namespace Slipway.Core.Specs.Model;

/// <summary>
/// The sequential judge: the candidate against all of stable, at every look, with a bound on the chance of ever taking back a
/// version that is not worse. What an environment with traffic is judged by when its spec says nothing about analysis.
/// </summary>
public sealed record SequentialSpec : JudgeSpec
{
    public const string Kind = "sequential";

    /// <summary>The chance of a false rollback, over all its metrics together and however long the rollout lasts; above 0, at most 0.5.</summary>
    public double Alpha { get; init; } = 0.01;

    /// <summary>What is compared; at least one, each once.</summary>
    public IReadOnlyList<SequentialMetric> Metrics { get; init; } = [SequentialMetric.ErrorRate, SequentialMetric.Latency];

    /// <summary>An error rate up to this part above stable's is not worse; a fraction, 0 or more.</summary>
    public double ErrorTolerance { get; init; } = 0.10;

    /// <summary>Latencies up to this part above stable's are not worse; a fraction, 0 or more. Rounded up to the next of 9, 19, 30, 41, 54, 68, 83, 100 %, …: the histograms' buckets.</summary>
    public double LatencyTolerance { get; init; } = 0.25;

    /// <summary>By how much the error rates of two instances of one and the same version differ: the standard deviation, a fraction, 0 or more.</summary>
    public double Noise { get; init; } = 0.10;

    /// <summary>The first time of the candidate's exposure, which is left out: it is still cold then.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Fewer requests of the candidate are too little data.</summary>
    public long MinRequests { get; init; } = 20;

    /// <summary>Whether an observation ends early when the candidate is shown to be no worse than tolerated.</summary>
    public bool PromoteEarly { get; init; }

    public bool Equals(SequentialSpec? other) =>
        base.Equals(other) && (Alpha, ErrorTolerance, LatencyTolerance, Noise, WarmUp, MinRequests, PromoteEarly)
            == (other.Alpha, other.ErrorTolerance, other.LatencyTolerance, other.Noise, other.WarmUp, other.MinRequests, other.PromoteEarly)
            && Metrics.SequenceEqual(other.Metrics);

    public override int GetHashCode() => HashCode.Combine(Alpha, ErrorTolerance, LatencyTolerance, Noise, WarmUp, MinRequests, PromoteEarly);
}
