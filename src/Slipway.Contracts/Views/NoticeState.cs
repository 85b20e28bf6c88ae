using System.Text.Json.Serialization;

namespace Slipway.Contracts.Views;

/// <summary>How far a notice is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoticeState>))]
public enum NoticeState
{
    /// <summary>Not tried yet: new, or behind another one of its rollout.</summary>
    [JsonStringEnumMemberName("pending")] Pending,

    /// <summary>Tried, and tried again.</summary>
    [JsonStringEnumMemberName("failing")] Failing,

    /// <summary>Given up until a person says otherwise.</summary>
    [JsonStringEnumMemberName("dead")] Dead,
}
