using System.Text.Json.Serialization;

namespace Slipway.Core.Rollouts;

/// <summary>Where a rollout is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RolloutPhase>))]
public enum RolloutPhase
{
    /// <summary>Accepted; waits for the rollout that it supersedes to end.</summary>
    [JsonStringEnumMemberName("planned")] Planned,
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>Stopped by a person; still watched, so it can roll back.</summary>
    [JsonStringEnumMemberName("paused")] Paused,

    /// <summary>A person must say <c>promote</c> or <c>abort</c>.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>The release is stable; the old side may still be warm.</summary>
    [JsonStringEnumMemberName("promoted")] Promoted,
    [JsonStringEnumMemberName("rolling-back")] RollingBack,

    /// <summary>Ended: promoted, and the old side is gone.</summary>
    [JsonStringEnumMemberName("succeeded")] Succeeded,

    /// <summary>Ended: all traffic is on what was stable before.</summary>
    [JsonStringEnumMemberName("rolled-back")] RolledBack,

    /// <summary>The rollback could not finish; a person is needed, and <c>retry</c> goes on from there.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>Ended: stopped by a person before it had any traffic.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,

    /// <summary>Ended: taken back for a newer one.</summary>
    [JsonStringEnumMemberName("superseded")] Superseded,
}
