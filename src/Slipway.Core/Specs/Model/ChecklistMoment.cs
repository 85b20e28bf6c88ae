using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>What a group of a checklist holds up.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChecklistMoment>))]
public enum ChecklistMoment
{
    /// <summary>The deployment: nothing is started before these items are clear.</summary>
    [JsonStringEnumMemberName("before")] Before,

    /// <summary>Its end: what has to be shown once the release serves everyone.</summary>
    [JsonStringEnumMemberName("after")] After,
}
