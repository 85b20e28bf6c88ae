using System.Text.Json.Serialization;

namespace Slipway.Core.Rollouts.Effects;

/// <summary>How an effect came back.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EffectOutcome>))]
public enum EffectOutcome
{
    [JsonStringEnumMemberName("done")] Done,

    /// <summary>It did not happen; it is tried again until the step's deadline.</summary>
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>It did not happen and never will: the answer is no.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>Nobody knows whether it happened; reading back decides.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
}
