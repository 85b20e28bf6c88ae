using System.Text.Json.Serialization;

namespace Slipway.Contracts.Views;

/// <summary>Where a release train is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrainPhase>))]
public enum TrainPhase
{
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>No further wave begins; what is under way goes on to its end.</summary>
    [JsonStringEnumMemberName("stopping")] Stopping,
    [JsonStringEnumMemberName("rolling-back")] RollingBack,

    /// <summary>Every app is promoted.</summary>
    [JsonStringEnumMemberName("succeeded")] Succeeded,

    /// <summary>Some apps came, some did not, and the file says to leave it so.</summary>
    [JsonStringEnumMemberName("stopped")] Stopped,
    [JsonStringEnumMemberName("rolled-back")] RolledBack,

    /// <summary>Some of it could not be taken back: a person is needed.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}
