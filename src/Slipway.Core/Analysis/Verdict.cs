using System.Text.Json.Serialization;

namespace Slipway.Core.Analysis;

/// <summary>What a judge says. No data is never a pass.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    [JsonStringEnumMemberName("pass")] Pass,
    [JsonStringEnumMemberName("fail")] Fail,

    /// <summary>There is data, and it does not decide yet.</summary>
    [JsonStringEnumMemberName("inconclusive")] Inconclusive,

    /// <summary>Too few requests, or no measurements.</summary>
    [JsonStringEnumMemberName("insufficient-data")] InsufficientData,
}
