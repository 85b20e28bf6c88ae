namespace Slipway.Core.Specs.Model;

/// <summary>
/// Where a router's own metrics are, and how the counters of one side are asked for. <c>{service}</c> and <c>{namespace}</c> stand for the
/// side's Service. Each question answers with counters, as many series as there are: no rate, no sum.
/// </summary>
public sealed record PrometheusSpec
{
    /// <summary>The server's address, before <c>/api/v1</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>Requests of the side. Null until it is filled with the router's own.</summary>
    public string? Requests { get; init; }

    /// <summary>Of these, the failed ones.</summary>
    public string? Errors { get; init; }

    /// <summary>The buckets of a histogram, with the label <c>le</c>, in seconds; in milliseconds where the metric's name says so.</summary>
    public string? Latency { get; init; }

    /// <summary>A file with the bearer token, read at each question; null: none is needed.</summary>
    public string? TokenFile { get; init; }
}
