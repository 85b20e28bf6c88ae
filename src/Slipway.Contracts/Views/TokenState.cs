using System.Text.Json.Serialization;

namespace Slipway.Contracts.Views;

[JsonConverter(typeof(JsonStringEnumConverter<TokenState>))]
public enum TokenState
{
    [JsonStringEnumMemberName("good")] Good,
    [JsonStringEnumMemberName("expired")] Expired,

    /// <summary>Also the first token of a store once another was made.</summary>
    [JsonStringEnumMemberName("revoked")] Revoked,
}
