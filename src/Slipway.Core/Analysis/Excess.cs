using Slipway.Core.Specs.Model;

namespace Slipway.Core.Analysis;

/// <summary>
/// By how much counters are beyond a rule's limit, in a unit that adds up over time: errors above those allowed, requests slower
/// than the limit above those allowed, milliseconds above the mean allowed, requests above or below the rate.
/// </summary>
internal static class Excess
{
    public static double Of(AnalysisRule rule, Counters counters, double seconds)
    {
        var limit = rule.Max ?? rule.Min!.Value;
        var above = rule.Metric switch
        {
            MetricName.ErrorRate => counters.Errors - (limit * counters.Requests),
            MetricName.RequestRate => counters.Requests - (limit * seconds),
            MetricName.LatencyMean => counters.Requests == 0 ? 0 : (counters.Latency.Mean() - limit) * counters.Latency.Total,
            MetricName.LatencyP50 => Slower(counters, limit, 0.5),
            MetricName.LatencyP90 => Slower(counters, limit, 0.9),
            MetricName.LatencyP95 => Slower(counters, limit, 0.95),
            MetricName.LatencyP99 => Slower(counters, limit, 0.99),
            MetricName.LatencyP999 => Slower(counters, limit, 0.999),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Metric, null),
        };
        return rule.Max is null ? -above : above;
    }

    /// <summary>Latencies in the limit's own bucket count as not slower.</summary>
    private static double Slower(Counters counters, double limit, double quantile) =>
        counters.Latency.Above(LatencyHistogram.BucketOf(limit)) - ((1 - quantile) * counters.Latency.Total);
}
