using System.Text.Json.Serialization;

namespace Slipway.Contracts.Views;

/// <summary>What a judge says. No data is never a pass.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerdictKind>))]
public enum VerdictKind
{
    [JsonStringEnumMemberName("pass")] Pass,
    [JsonStringEnumMemberName("fail")] Fail,
    [JsonStringEnumMemberName("inconclusive")] Inconclusive,
    [JsonStringEnumMemberName("insufficient-data")] InsufficientData,
}
