using System.Text.Json.Serialization;

namespace Slipway.Contracts.Health;

[JsonConverter(typeof(JsonStringEnumConverter<DoctorStatus>))]
public enum DoctorStatus
{
    [JsonStringEnumMemberName("ok")] Ok,

    /// <summary>Works, but not as well as it could.</summary>
    [JsonStringEnumMemberName("warn")] Warn,

    /// <summary>Something will not work.</summary>
    [JsonStringEnumMemberName("fail")] Fail,
}
