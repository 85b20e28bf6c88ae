using System.Text.Json.Serialization;

namespace Slipway.Core.Analysis.Kayenta;

/// <summary>How the size of a difference is told.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EffectMeasure>))]
public enum EffectMeasure
{
    /// <summary>The candidate's mean over the baseline's; none when either is 0.</summary>
    [JsonStringEnumMemberName("meanRatio")] MeanRatio,

    /// <summary>The chance that a point of the candidate is above one of the baseline, ties counted by half.</summary>
    [JsonStringEnumMemberName("cles")] Cles,
}
