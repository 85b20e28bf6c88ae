using System.Text.Json.Serialization;

namespace Slipway.Bench.Chaos.Script;

/// <summary>What a person does to a rollout under way.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Intervention>))]
public enum Intervention
{
    [JsonStringEnumMemberName("none")] None,

    /// <summary>Pauses it and lets it go on: its end stays the same.</summary>
    [JsonStringEnumMemberName("pause")] Pause,

    /// <summary>Takes it back.</summary>
    [JsonStringEnumMemberName("abort")] Abort,

    /// <summary>Asks for what ran before.</summary>
    [JsonStringEnumMemberName("rollback")] Rollback,

    /// <summary>Brings the next version out in its place.</summary>
    [JsonStringEnumMemberName("supersede")] Supersede,
}
