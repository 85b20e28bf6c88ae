namespace Slipway.Core.Specs.Model;

/// <summary>A limit for a metric of the candidate: it may not be outside for <see cref="For"/>, or over each of <see cref="Windows"/>.</summary>
public sealed record AnalysisRule : JudgeSpec
{
    public required MetricName Metric { get; init; }

    /// <summary>Rates as a fraction (0.01), latencies in milliseconds, request rate per second. One of the two limits is set.</summary>
    public double? Max { get; init; }

    public double? Min { get; init; }

    /// <summary>Where there are windows: the longest of them.</summary>
    public required TimeSpan For { get; init; }

    /// <summary>Trailing times, each of them once, the shortest first, at least two; null: the limit is for <see cref="For"/>.</summary>
    public IReadOnlyList<TimeSpan>? Windows { get; init; }

    /// <summary>Fewer requests of the candidate in <see cref="For"/>, or in the shortest window, are too little data. Not used for the request rate.</summary>
    public long MinRequests { get; init; } = 20;

    public bool Equals(AnalysisRule? other) =>
        base.Equals(other) && (Metric, Max, Min, For, MinRequests) == (other.Metric, other.Max, other.Min, other.For, other.MinRequests)
            && (Windows ?? []).SequenceEqual(other.Windows ?? []);

    public override int GetHashCode() => HashCode.Combine(Metric, Max, Min, For, MinRequests);
}
