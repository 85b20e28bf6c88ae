using System.Text.Json.Serialization;

namespace Slipway.Bench.Judge.Pairs;

/// <summary>What a scenario is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScenarioGroup>))]
public enum ScenarioGroup
{
    /// <summary>The same version on both sides, which differ by chance alone.</summary>
    Same,

    /// <summary>The same version; the time of day and bursts move both sides alike.</summary>
    Drift,

    /// <summary>The same version; each side has noise of its own from minute to minute.</summary>
    Noise,

    /// <summary>The same version; its pods differ.</summary>
    Pods,

    /// <summary>A version with more errors.</summary>
    Errors,

    /// <summary>A version that is slower.</summary>
    Slower,

    /// <summary>The candidate's share grows in steps.</summary>
    Ramp,

    /// <summary>A version that becomes worse at half time.</summary>
    Late,
}
