using System.Text.Json.Serialization;

namespace Slipway.Contracts.Views;

/// <summary>Where an app of a release train is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrainAppPhase>))]
public enum TrainAppPhase
{
    [JsonStringEnumMemberName("waiting")] Waiting,
    [JsonStringEnumMemberName("under-way")] UnderWay,
    [JsonStringEnumMemberName("promoted")] Promoted,

    /// <summary>It was stable before: nothing had to be brought.</summary>
    [JsonStringEnumMemberName("already-there")] AlreadyThere,

    /// <summary>It could not begin.</summary>
    [JsonStringEnumMemberName("refused")] Refused,
    [JsonStringEnumMemberName("taking-back")] TakingBack,
    [JsonStringEnumMemberName("taken-back")] TakenBack,

    /// <summary>It stays as it is, as its detail says.</summary>
    [JsonStringEnumMemberName("left")] Left,

    /// <summary>It could not be taken back.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}
