using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>What a rule can be about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MetricName>))]
public enum MetricName
{
    /// <summary>Answers of 500 and above, and requests without an answer, over all requests.</summary>
    [JsonStringEnumMemberName("error-rate")] ErrorRate,
    [JsonStringEnumMemberName("latency-p50")] LatencyP50,
    [JsonStringEnumMemberName("latency-p90")] LatencyP90,
    [JsonStringEnumMemberName("latency-p95")] LatencyP95,
    [JsonStringEnumMemberName("latency-p99")] LatencyP99,
    [JsonStringEnumMemberName("latency-p999")] LatencyP999,
    [JsonStringEnumMemberName("latency-mean")] LatencyMean,
    [JsonStringEnumMemberName("request-rate")] RequestRate,
}
