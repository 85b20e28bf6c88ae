using System.Text.Json.Serialization;

namespace Slipway.Core.Trains;

/// <summary>Where an app of a release train is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrainAppPhase>))]
public enum TrainAppPhase
{
    /// <summary>Nothing was begun for it.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>Its rollout is on the way.</summary>
    [JsonStringEnumMemberName("under-way")] UnderWay,
    [JsonStringEnumMemberName("promoted")] Promoted,

    /// <summary>The very same release was stable before its turn: nothing was brought, and nothing will be taken back.</summary>
    [JsonStringEnumMemberName("already-there")] AlreadyThere,

    /// <summary>It could not begin.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>A rollout takes it back: its own, or another.</summary>
    [JsonStringEnumMemberName("taking-back")] TakingBack,
    [JsonStringEnumMemberName("taken-back")] TakenBack,

    /// <summary>It stays as it is: somebody changed it after this train, or nothing ran there before.</summary>
    [JsonStringEnumMemberName("left")] Left,

    /// <summary>It could not be taken back.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}
