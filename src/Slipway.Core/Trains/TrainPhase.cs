using System.Text.Json.Serialization;

namespace Slipway.Core.Trains;

/// <summary>Where a release train is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrainPhase>))]
public enum TrainPhase
{
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>Something did not come, and the file says to stop: what is under way goes on to its end, nothing else begins.</summary>
    [JsonStringEnumMemberName("stopping")] Stopping,

    /// <summary>All that it brought is being taken back.</summary>
    [JsonStringEnumMemberName("rolling-back")] RollingBack,

    /// <summary>Ended: every app is promoted.</summary>
    [JsonStringEnumMemberName("succeeded")] Succeeded,

    /// <summary>Ended: some apps came, some did not, and that was to be left so.</summary>
    [JsonStringEnumMemberName("stopped")] Stopped,

    /// <summary>Ended: nothing that it brought is there any more, but for what it says.</summary>
    [JsonStringEnumMemberName("rolled-back")] RolledBack,

    /// <summary>Ended: some of it could not be taken back; a person is needed.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}
