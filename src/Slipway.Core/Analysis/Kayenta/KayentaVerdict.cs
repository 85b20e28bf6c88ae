using System.Text.Json.Serialization;

namespace Slipway.Core.Analysis.Kayenta;

/// <summary>What the score comes to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KayentaVerdict>))]
public enum KayentaVerdict
{
    [JsonStringEnumMemberName("pass")] Pass,
    [JsonStringEnumMemberName("marginal")] Marginal,
    [JsonStringEnumMemberName("fail")] Fail,
}
