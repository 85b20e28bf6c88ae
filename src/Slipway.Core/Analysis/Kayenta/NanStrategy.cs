using System.Text.Json.Serialization;

namespace Slipway.Core.Analysis.Kayenta;

/// <summary>What a NaN means.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NanStrategy>))]
public enum NanStrategy
{
    /// <summary>Nothing: it is left out.</summary>
    [JsonStringEnumMemberName("remove")] Remove,

    /// <summary>Nothing happened: it counts as 0.</summary>
    [JsonStringEnumMemberName("replace")] Replace,
}
