using System.Text.Json.Serialization;

namespace Slipway.Core.Gates.Checklists;

/// <summary>How an item stands for a release.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ItemState>))]
public enum ItemState
{
    /// <summary>It has a good answer that counts.</summary>
    [JsonStringEnumMemberName("clear")] Clear,

    /// <summary>Nobody and nothing has answered it.</summary>
    [JsonStringEnumMemberName("open")] Open,

    /// <summary>Its check said no.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>Its answer is too old.</summary>
    [JsonStringEnumMemberName("expired")] Expired,

    /// <summary>It was answered, and asked otherwise since then.</summary>
    [JsonStringEnumMemberName("changed")] Changed,
}
