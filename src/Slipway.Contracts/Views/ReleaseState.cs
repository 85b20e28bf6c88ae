using System.Text.Json.Serialization;

namespace Slipway.Contracts.Views;

/// <summary>What became of a release in an environment.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReleaseState>))]
public enum ReleaseState
{
    /// <summary>Being tried, or never promoted.</summary>
    [JsonStringEnumMemberName("candidate")] Candidate,

    /// <summary>Promoted, and the stable one now.</summary>
    [JsonStringEnumMemberName("stable")] Stable,

    /// <summary>Promoted once, and followed by another.</summary>
    [JsonStringEnumMemberName("promoted")] Promoted,
    [JsonStringEnumMemberName("rolled-back")] RolledBack,
}
