using System.Text.Json.Serialization;

namespace Slipway.Contracts.Views;

/// <summary>What a side is for at the moment.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SlotRole>))]
public enum SlotRole
{
    /// <summary>Carries the version that was promoted last.</summary>
    [JsonStringEnumMemberName("stable")] Stable,

    /// <summary>Carries the version that is being tried.</summary>
    [JsonStringEnumMemberName("candidate")] Candidate,

    /// <summary>Carries an earlier version, kept warm for an instant way back.</summary>
    [JsonStringEnumMemberName("standby")] Standby,

    /// <summary>Nothing runs there.</summary>
    [JsonStringEnumMemberName("empty")] Empty,
}
