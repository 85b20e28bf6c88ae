using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>What the sequential judge compares.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SequentialMetric>))]
public enum SequentialMetric
{
    /// <summary>Requests that ended in an error.</summary>
    [JsonStringEnumMemberName("error-rate")] ErrorRate,

    /// <summary>The whole distribution of latencies, from the median to 99.9 %.</summary>
    [JsonStringEnumMemberName("latency")] Latency,
}
