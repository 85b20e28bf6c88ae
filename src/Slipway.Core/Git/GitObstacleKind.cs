using System.Text.Json.Serialization;

namespace Slipway.Core.Git;

/// <summary>What kind of obstacle.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GitObstacleKind>))]
public enum GitObstacleKind
{
    /// <summary>Somebody brought another version, and it is not to be healed.</summary>
    [JsonStringEnumMemberName("drift")] Drift,

    /// <summary>The rollout is not let in for now.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>It cannot be taken back in the repository.</summary>
    [JsonStringEnumMemberName("not-written")] NotWritten,
}
