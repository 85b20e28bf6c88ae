using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>What happens when what runs is no longer what was rolled out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriftResponse>))]
public enum DriftResponse
{
    /// <summary>It is shown.</summary>
    [JsonStringEnumMemberName("report")] Report,

    /// <summary>It is shown, and put back.</summary>
    [JsonStringEnumMemberName("heal")] Heal,
}
