using System.Text.Json.Serialization;

namespace Slipway.Core.Rollouts;

/// <summary>What took a rollout back.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CauseKind>))]
public enum CauseKind
{
    /// <summary>A judge said fail.</summary>
    [JsonStringEnumMemberName("verdict")] Verdict,

    /// <summary>Instances of the candidate crash or fail their health checks.</summary>
    [JsonStringEnumMemberName("health")] Health,

    /// <summary>A critical alert.</summary>
    [JsonStringEnumMemberName("alert")] Alert,

    /// <summary>A step could not be done.</summary>
    [JsonStringEnumMemberName("step-failed")] StepFailed,

    /// <summary>A person said <c>abort</c> or <c>rollback</c>.</summary>
    [JsonStringEnumMemberName("person")] Person,

    /// <summary>Another app of the same train failed: nothing is wrong with this one.</summary>
    [JsonStringEnumMemberName("train")] Train,

    /// <summary>A newer rollout takes its place.</summary>
    [JsonStringEnumMemberName("superseded")] Superseded,
}
