using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>What a window does while it is active.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WindowKind>))]
public enum WindowKind
{
    /// <summary>Lets rollouts run; where there is one, none runs outside.</summary>
    [JsonStringEnumMemberName("allow")] Allow,

    /// <summary>Holds rollouts, whatever allows them.</summary>
    [JsonStringEnumMemberName("deny")] Deny,
}
