using System.Text.Json.Serialization;

namespace Slipway.Contracts.Views;

/// <summary>Where a rollout is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RolloutPhase>))]
public enum RolloutPhase
{
    /// <summary>Accepted, not begun.</summary>
    [JsonStringEnumMemberName("planned")] Planned,
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>A person stopped it; it goes on with <c>resume</c>.</summary>
    [JsonStringEnumMemberName("paused")] Paused,

    /// <summary>A gate holds it: see <see cref="RolloutView.WaitingFor"/>.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>The new version is the stable one; the old one runs on until it may be stopped.</summary>
    [JsonStringEnumMemberName("promoted")] Promoted,

    /// <summary>Promoted, and all is tidied up.</summary>
    [JsonStringEnumMemberName("succeeded")] Succeeded,
    [JsonStringEnumMemberName("rolling-back")] RollingBack,
    [JsonStringEnumMemberName("rolled-back")] RolledBack,

    /// <summary>The rollback could not finish: a person is needed.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("cancelled")] Cancelled,

    /// <summary>Another rollout took its place.</summary>
    [JsonStringEnumMemberName("superseded")] Superseded,
}
