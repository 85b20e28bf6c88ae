using System.Text.Json.Serialization;

namespace Slipway.Core.Planning;

/// <summary>What a plan is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlanKind>))]
public enum PlanKind
{
    [JsonStringEnumMemberName("deploy")] Deploy,

    /// <summary>Back to an earlier release; no gate delays it.</summary>
    [JsonStringEnumMemberName("rollback")] Rollback,

    /// <summary>Traffic between two sides that both run already.</summary>
    [JsonStringEnumMemberName("switch")] Switch,
}
