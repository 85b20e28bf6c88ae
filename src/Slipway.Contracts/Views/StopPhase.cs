using System.Text.Json.Serialization;

namespace Slipway.Contracts.Views;

[JsonConverter(typeof(JsonStringEnumConverter<StopPhase>))]
public enum StopPhase
{
    /// <summary>Changes are frozen; the rest is being held still.</summary>
    [JsonStringEnumMemberName("stopping")] Stopping,

    /// <summary>Everything is held still.</summary>
    [JsonStringEnumMemberName("standing")] Standing,

    /// <summary>What it did is being undone.</summary>
    [JsonStringEnumMemberName("resuming")] Resuming,

    /// <summary>It is over.</summary>
    [JsonStringEnumMemberName("over")] Over,
}
