using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>Where in a plan a gate stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GatePlace>))]
public enum GatePlace
{
    /// <summary>Before the new version is started.</summary>
    [JsonStringEnumMemberName("provision")] Provision,

    /// <summary>Before it gets its first request.</summary>
    [JsonStringEnumMemberName("shift")] Shift,

    /// <summary>Before it becomes stable.</summary>
    [JsonStringEnumMemberName("promote")] Promote,
}
