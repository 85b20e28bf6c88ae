namespace Slipway.Core.Specs.Model;

public static class MetricNames
{
    public static IReadOnlyList<MetricName> All { get; } = Enum.GetValues<MetricName>();

    /// <summary>The name in specs, sentences and JSON: <c>latency-p95</c>.</summary>
    public static string Label(this MetricName metric) => metric switch
    {
        MetricName.ErrorRate => "error-rate",
        MetricName.LatencyP50 => "latency-p50",
        MetricName.LatencyP90 => "latency-p90",
        MetricName.LatencyP95 => "latency-p95",
        MetricName.LatencyP99 => "latency-p99",
        MetricName.LatencyP999 => "latency-p999",
        MetricName.LatencyMean => "latency-mean",
        MetricName.RequestRate => "request-rate",
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, null),
    };

    public static bool IsLatency(this MetricName metric) => metric is not (MetricName.ErrorRate or MetricName.RequestRate);
}
