using Slipway.Core.Specs.Model;

namespace Slipway.Core.Analysis;

/// <summary>Metrics computed from counters.</summary>
internal static class MetricValue
{
    /// <summary>In the metric's unit: a fraction, milliseconds or requests per second. NaN without data.</summary>
    public static double Of(MetricName metric, Counters counters, double seconds) => metric switch
    {
        MetricName.ErrorRate => counters.ErrorRate,
        MetricName.LatencyP50 => counters.Latency.Quantile(0.5),
        MetricName.LatencyP90 => counters.Latency.Quantile(0.9),
        MetricName.LatencyP95 => counters.Latency.Quantile(0.95),
        MetricName.LatencyP99 => counters.Latency.Quantile(0.99),
        MetricName.LatencyP999 => counters.Latency.Quantile(0.999),
        MetricName.LatencyMean => counters.Latency.Mean(),
        MetricName.RequestRate => seconds > 0 ? counters.Requests / seconds : double.NaN,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, null),
    };
}
