using System.Text.Json.Serialization;

namespace Slipway.Core.Rollouts;

[JsonConverter(typeof(JsonStringEnumConverter<StepStatus>))]
public enum StepStatus
{
    [JsonStringEnumMemberName("pending")] Pending,
    [JsonStringEnumMemberName("running")] Running,
    [JsonStringEnumMemberName("done")] Done,
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>Never begun: a rollback came first, or a person went past it.</summary>
    [JsonStringEnumMemberName("skipped")] Skipped,
}
