using System.Text.Json.Serialization;

namespace Slipway.Contracts.Health;

[JsonConverter(typeof(JsonStringEnumConverter<HealthStatus>))]
public enum HealthStatus
{
    [JsonStringEnumMemberName("healthy")] Healthy,

    /// <summary>Serves, but something needs a look.</summary>
    [JsonStringEnumMemberName("degraded")] Degraded,
    [JsonStringEnumMemberName("unhealthy")] Unhealthy,
}
