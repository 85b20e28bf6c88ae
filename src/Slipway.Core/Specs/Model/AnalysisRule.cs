namespace Slipway.Core.Specs.Model;

/// <summary>A limit for a metric of the candidate: it may not be outside for <see cref="For"/>.</summary>
public sealed record AnalysisRule : JudgeSpec
{
    public required MetricName Metric { get; init; }

    /// <summary>Rates as a fraction (0.01), latencies in milliseconds, request rate per second. One of the two limits is set.</summary>
    public double? Max { get; init; }

    public double? Min { get; init; }

    public required TimeSpan For { get; init; }

    /// <summary>Fewer requests of the candidate in <see cref="For"/> are too little data. Not used for the request rate.</summary>
    public long MinRequests { get; init; } = 20;
}
