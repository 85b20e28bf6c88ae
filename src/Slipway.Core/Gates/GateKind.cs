using System.Text.Json.Serialization;

namespace Slipway.Core.Gates;

/// <summary>What can hold a rollout up. The word for it in spec, API, commands and screens.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateKind>))]
public enum GateKind
{
    /// <summary>It was asked to begin later, or its release has to prove itself longer in the environment below.</summary>
    [JsonStringEnumMemberName("start")] Start,

    /// <summary>The environment's windows are closed.</summary>
    [JsonStringEnumMemberName("window")] Window,

    /// <summary>Somebody stopped all changes over a scope.</summary>
    [JsonStringEnumMemberName("freeze")] Freeze,

    /// <summary>The error budget burns.</summary>
    [JsonStringEnumMemberName("budget")] Budget,

    /// <summary>People of named roles approve the plan.</summary>
    [JsonStringEnumMemberName("approval")] Approval,

    /// <summary>Items of a checklist are open.</summary>
    [JsonStringEnumMemberName("checklist")] Checklist,

    /// <summary>A person looks, and says <c>promote</c>.</summary>
    [JsonStringEnumMemberName("confirm")] Confirm,

    /// <summary>A cooling period.</summary>
    [JsonStringEnumMemberName("wait")] Wait,
}
