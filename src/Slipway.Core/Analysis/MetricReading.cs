using Slipway.Core.Specs.Model;

namespace Slipway.Core.Analysis;

/// <summary>A metric that was read once, against its limit.</summary>
/// <param name="IsWithin">False without data, too: no data is never a pass.</param>
/// <param name="Sentence"><c>error-rate is 0.02 % over 1200 requests, limit 0.1 %</c>.</param>
public sealed record MetricReading(bool IsWithin, string Sentence)
{
    /// <param name="max">In the metric's unit; null for no upper limit.</param>
    /// <param name="min">In the metric's unit; null for no lower limit.</param>
    public static MetricReading Of(MetricName metric, Counters counters, double seconds, double? max, double? min)
    {
        var value = MetricValue.Of(metric, counters, seconds);
        if (!double.IsFinite(value))
            return new MetricReading(false, $"no data: {MetricText.Requests(counters.Requests)} in {MetricText.Number(seconds)} s");
        var limit = max is { } most ? $"at most {MetricText.Value(metric, most)}" : $"at least {MetricText.Value(metric, min ?? 0)}";
        var isWithin = (max is null || value <= max) && (min is null || value >= min);
        return new MetricReading(isWithin, $"{metric.Label()} is {MetricText.Value(metric, value)} over {MetricText.Requests(counters.Requests)}, {limit} is wanted");
    }
}
