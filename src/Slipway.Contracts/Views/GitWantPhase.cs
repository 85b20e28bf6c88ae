using System.Text.Json.Serialization;

namespace Slipway.Contracts.Views;

/// <summary>What has come of a version that a repository wants.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GitWantPhase>))]
public enum GitWantPhase
{
    /// <summary>Seen, and nothing done yet.</summary>
    [JsonStringEnumMemberName("pending")] Pending,

    /// <summary>A rollout changes the environment now.</summary>
    [JsonStringEnumMemberName("under-way")] UnderWay,

    /// <summary>It runs.</summary>
    [JsonStringEnumMemberName("in-sync")] InSync,

    /// <summary>Somebody brought another version, and it is not to be healed.</summary>
    [JsonStringEnumMemberName("drifted")] Drifted,

    /// <summary>The rollout is not let in for now; it is asked for again.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>It was taken back, and is not tried again until somebody lifts it or the repository wants another version.</summary>
    [JsonStringEnumMemberName("quarantined")] Quarantined,
}
