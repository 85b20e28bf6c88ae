using System.Text.Json.Serialization;

namespace Slipway.Core.Access;

/// <summary>What a rule does to what it matches.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AccessEffect>))]
public enum AccessEffect
{
    [JsonStringEnumMemberName("allow")] Allow,

    /// <summary>Wins over every allow, whoever has it and wherever it stands.</summary>
    [JsonStringEnumMemberName("deny")] Deny,
}
