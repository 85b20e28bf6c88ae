using System.Text.Json.Serialization;

namespace Slipway.Core.Analysis.Kayenta;

/// <summary>In which direction a difference counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KayentaDirection>))]
public enum KayentaDirection
{
    [JsonStringEnumMemberName("either")] Either,
    [JsonStringEnumMemberName("increase")] Increase,
    [JsonStringEnumMemberName("decrease")] Decrease,
}
