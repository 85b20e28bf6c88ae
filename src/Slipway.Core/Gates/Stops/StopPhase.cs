using System.Text.Json.Serialization;

namespace Slipway.Core.Gates.Stops;

[JsonConverter(typeof(JsonStringEnumConverter<StopPhase>))]
public enum StopPhase
{
    /// <summary>Changes are frozen; the rest is being held still.</summary>
    [JsonStringEnumMemberName("stopping")] Stopping,

    /// <summary>Everything is held still.</summary>
    [JsonStringEnumMemberName("standing")] Standing,

    /// <summary>Somebody lifted it; what it did is being undone.</summary>
    [JsonStringEnumMemberName("resuming")] Resuming,
}
