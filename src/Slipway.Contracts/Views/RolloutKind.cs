using System.Text.Json.Serialization;

namespace Slipway.Contracts.Views;

/// <summary>What was asked for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RolloutKind>))]
public enum RolloutKind
{
    [JsonStringEnumMemberName("deploy")] Deploy,

    /// <summary>An earlier version was brought back.</summary>
    [JsonStringEnumMemberName("rollback")] Rollback,

    /// <summary>Traffic was moved between two versions that both run.</summary>
    [JsonStringEnumMemberName("switch")] Switch,
}
