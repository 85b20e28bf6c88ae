using System.Text.Json.Serialization;

namespace Slipway.Contracts.Views;

[JsonConverter(typeof(JsonStringEnumConverter<StepStatus>))]
public enum StepStatus
{
    /// <summary>Not begun.</summary>
    [JsonStringEnumMemberName("pending")] Pending,
    [JsonStringEnumMemberName("running")] Running,

    /// <summary>Begun, and held by a gate, a pause or a person.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,
    [JsonStringEnumMemberName("done")] Done,
    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>Will not be run: overtaken by a rollback, or by <c>promote --full</c>.</summary>
    [JsonStringEnumMemberName("skipped")] Skipped,
}
