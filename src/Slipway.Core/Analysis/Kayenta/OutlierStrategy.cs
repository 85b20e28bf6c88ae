using System.Text.Json.Serialization;

namespace Slipway.Core.Analysis.Kayenta;

/// <summary>What is done with points far from an arm's others.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutlierStrategy>))]
public enum OutlierStrategy
{
    [JsonStringEnumMemberName("keep")] Keep,
    [JsonStringEnumMemberName("remove")] Remove,
}
